public import PipelineCore
import RecipeModel

/// Reads MasterCook's text exports (MXP), many recipes in a file.
public enum MasterCookTextReader: RecipeReader {
  public static let format = FormatDescription(
    name: "mastercook-text", summary: "MasterCook text exports (.mxp)", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard sample.firstLine(where: isHeader) != nil else { return nil }
    return Recognition(.certain, "a line that says `Exported from MasterCook`")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    TextRecordCursor(
      source, at: location, limits: limits, absence: "no line says `Exported from MasterCook`",
      boundary: { line, _ in isHeader(line.bytes[...]) ? .start : .none },
      map: MasterCookTextRecipe.read)
  }

  /// Whether a line starts a recipe: `*  Exported from  MasterCook  *`, of any version.
  private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count < 200, line.first(where: { $0 > 0x20 }) == UInt8(ascii: "*") else {
      return false
    }
    return line.trimmed.last == UInt8(ascii: "*") && line.contains(word: "exported from")
      && line.contains(word: "mastercook")
  }
}
