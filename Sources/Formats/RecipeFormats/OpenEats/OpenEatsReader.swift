import JSONText
public import PipelineCore
import RecipeModel

/// Reads what OpenEats writes by Django's `dumpdata`: one list of rows of all its tables.
///
/// The rows are read one by one, in any order; what concerns recipes is kept until the end, because
/// ingredients point to groups and groups to recipes. Ratings become one rating and their comments
/// are in the extras. Counted as left out: lists of groceries, menus, news and other models that are not
/// known here; users and sessions go without a word.
public enum OpenEatsReader: RecipeReader {
  public static let format = FormatDescription(
    name: "openeats", summary: "OpenEats fixtures (JSON of dumpdata)", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard sample.firstVisibleByte == UInt8(ascii: "["), let outline = sample.json,
      outline.contains("model"), outline.contains("fields")
    else { return nil }
    let front = String(decoding: sample.text, as: UTF8.self)
    if front.contains("\"recipe.recipe\"") || front.contains("\"recipe_groups.") {
      return Recognition(.certain, "rows of the models of OpenEats")
    }
    return front.contains("\"ingredient.ingredient") || !sample.isWhole
      ? Recognition(.possible, "rows of a Django fixture") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    OpenEatsCursor(source, at: location, limits: limits)
  }
}
