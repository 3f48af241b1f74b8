public import PipelineCore
import RecipeModel

/// Reads RezKonv's text exports, the German kin of MealMaster.
public enum RezKonvReader: RecipeReader {
  public static let format = FormatDescription(
    name: "rezkonv", summary: "RezKonv text, MealMaster's German kin", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    let header = sample.firstLine { ExchangeKind(header: $0) != nil }
    guard let header, ExchangeKind(header: header) == .rezKonv else { return nil }
    return Recognition(.certain, "a line that starts a RezKonv recipe")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    ExchangeKind.open(
      source, at: location, limits: limits, absence: "no line starts a RezKonv recipe")
  }
}
