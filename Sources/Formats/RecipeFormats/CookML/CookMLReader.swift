public import PipelineCore
import RecipeText

/// Reads CookML, which German recipe programs exchange, Rezeptsuite and Kalorio among them.
public enum CookMLReader: RecipeReader {
  public static let format = FormatDescription(
    name: "cookml", summary: "CookML (.cml) of Rezeptsuite, Kalorio and others",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    sample.xml?.root == "cookml" ? Recognition(.certain, "the root element <cookml>") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    XMLRecordCursor(source, at: location, limits: limits, mapping: CookMLMapping())
  }
}

private struct CookMLMapping: XMLRecordMapping {
  static let layout = XMLLayout(recordName: "recipe", dialect: .loose)

  func map(_ element: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    var recipe = CookMLRecipe()
    return recipe.read(element, place)
  }
}
