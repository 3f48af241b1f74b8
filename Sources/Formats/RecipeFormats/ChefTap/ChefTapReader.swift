public import PipelineCore
import RecipeModel

/// Reads the texts that ChefTap exports, usually one recipe a file.
///
/// The title is the first line, the address of its source a line of its own near it. The words
/// `Ingredients` and `Directions` may be missing: then the lines are read as those of a plain text.
public enum ChefTapReader: RecipeReader {
  public static let format = FormatDescription(
    name: "cheftap", summary: "ChefTap text exports (.txt)", reads: true, writes: false)
  public static let version = 2

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = PlainTextOutline(sample) else { return nil }
    let front = outline.text.lines.filter { !$0.isEmpty }.prefix(3)
    let isNamedSo = sample.memberName.lowercased().contains("cheftap")
    let hasAddress = front.dropFirst().contains(where: PlainTextLabels.isAddress)
    guard hasAddress || isNamedSo, front.first.map({ !PlainTextLabels.isAddress($0) }) ?? false
    else {
      return nil
    }
    let recognition = outline.recognition
    if hasAddress, let recognition {
      return Recognition(max(recognition.confidence, .likely), "a title, its address, and a recipe")
    }
    guard isNamedSo, recognition != nil || PlainTextParts(outline.text) != nil else { return nil }
    return Recognition(.likely, "a recipe in a file of ChefTap")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    PlainTextReader.open(source, at: location, limits: limits)
  }
}
