public import PipelineCore
import RecipeText

/// Reads the KreML of krecipes; a `.kre` is a packed folder that holds one.
public enum KreMLReader: RecipeReader {
  public static let format = FormatDescription(
    name: "kreml", summary: "krecipes KreML (.kreml, .kre)", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.xml else { return nil }
    return outline.root == "krecipes" || outline.root == "krecipes-recipe"
      ? Recognition(.certain, "the root element <\(outline.root)>") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    XMLRecordCursor(source, at: location, limits: limits, mapping: KreMLMapping())
  }
}

private struct KreMLMapping: XMLRecordMapping {
  static let layout = XMLLayout(recordName: "krecipes-recipe", dialect: .loose)

  func map(_ element: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    var recipe = KreMLRecipe()
    return recipe.read(element, place)
  }
}
