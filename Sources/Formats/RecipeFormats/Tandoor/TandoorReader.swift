import JSONText
public import PipelineCore
import RecipeModel

/// Reads the `recipe.json` of Tandoor's exports, and recipes of its interface.
///
/// A step is a section: its name heads its text and its ingredients. Templates in the text become
/// what they show: the ingredient, or the number. The picture is `image.*` beside the recipe. Times of steps,
/// and what else a step says that has no field, are in the extras. Lost: whether a recipe is stored inside of
/// Tandoor, and descriptions, dates and supermarket categories of keywords, foods and units.
public enum TandoorReader: RecipeReader {
  public static let format = FormatDescription(
    name: "tandoor", summary: "Tandoor exports (zips with a recipe.json each) and its JSON",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.json, !outline.isLinkedData, !outline.saysCommunityType,
      outline.contains("steps") || !sample.isWhole
    else { return nil }
    let typical = Set(outline.names).intersection(typicalNames).count
    let inner = outline.innerNames.intersection(innerNames).count
    if typical >= 2 || typical + inner >= 3 {
      return Recognition(.certain, "the member names of Tandoor")
    }
    return typical + inner == 2 && outline.contains("steps")
      ? Recognition(.likely, "some member names of Tandoor") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    JSONRecordCursor(source, at: location, limits: limits, mapping: TandoorMapping())
  }

  private static let typicalNames: Set<String> = [
    "working_time", "waiting_time", "servings_text", "internal", "source_url",
  ]
  private static let innerNames: Set<String> = [
    "instruction", "show_as_header", "is_header", "no_amount", "supermarket_category",
    "ignore_shopping", "always_use_plural_unit",
  ]
}

private struct TandoorMapping: ProgramRecordMapping {
  static let program = "Tandoor"

  func isRecipe(_ object: JSONElement) -> Bool {
    object.member("name") != nil || object.member("steps") != nil
  }

  func read(_ object: JSONElement, _ record: JSONRecordPlace, digest: Digest) -> ReadElement {
    var recipe = TandoorRecipe()
    recipe.read(object)
    return recipe.finish(record, digest: digest)
  }
}
