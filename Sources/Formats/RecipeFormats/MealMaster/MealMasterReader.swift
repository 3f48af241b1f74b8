public import PipelineCore
import RecipeModel

/// Reads MealMaster's text exports: many recipes in a file, with mail between them.
///
/// Its German kin RezKonv stands in the same collections, so a file may hold both; each record is
/// read as what it is.
public enum MealMasterReader: RecipeReader {
  public static let format = FormatDescription(
    name: "mealmaster", summary: "MealMaster text (.mmf, .mm), also amid mail", reads: true,
    writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    let header = sample.firstLine { ExchangeKind(header: $0) != nil }
    guard let header, ExchangeKind(header: header) == .mealMaster else { return nil }
    return Recognition(.certain, "a line that starts a Meal-Master recipe")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    ExchangeKind.open(
      source, at: location, limits: limits, absence: "no line starts a Meal-Master recipe")
  }
}
