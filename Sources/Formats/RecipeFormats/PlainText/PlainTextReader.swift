public import PipelineCore
import RecipeModel
import RecipeText

/// Reads recipes in plain text by what their lines look like.
///
/// The first line is the title, else the file's name; lines of `label: value` are what they say; the
/// words for ingredients, directions and notes divide the rest, in nine languages. Without such words
/// a run of lines with amounts and the prose behind it are taken for a recipe, with a warning that
/// both are guessed. A text is one recipe, unless each of its parts has a title, ingredients and
/// directions of its own (`PlainTextCollection`). Texts of more than 64 KiB are none, unless their
/// front holds three whole recipes.
public enum PlainTextReader: RecipeReader {
  public static let format = FormatDescription(
    name: "plain-text", summary: "plain text: title, ingredients, directions, as it looks",
    reads: true, writes: false)
  public static let version = 2

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    PlainTextOutline(sample)?.recognition
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    let fileName = location.members.last ?? location.archive
    return WholeTextCursor(
      source, at: location, limits: limits,
      mapAll: { record in
        PlainTextRecipe.read(record, fileName: fileName)
      })
  }
}

/// What of a plain text speaks for a recipe.
struct PlainTextOutline {
  let text: PlainTextLines
  private let measured: Int
  private let withUnit: Int

  /// Looks at a content; nil when it is no text, a mail, or large and no collection.
  init?(_ sample: ContentSample) {
    guard sample.json == nil, sample.xml == nil, sample.bytes.count > 20,
      !sample.text.contains(0)
    else { return nil }
    var cleaner = TextCleaner()
    let decoded = TextDecoding(sample.bytes).text
    var lines = decoded.split(omittingEmptySubsequences: false) { $0 == 0x0A }
      .map { line in line.withUnsafeBufferPointer { cleaner.line($0) } }
    guard let first = lines.first(where: { !$0.isEmpty }), !PlainTextOutline.startsMail(first)
    else {
      return nil
    }
    // The sample may end anywhere.
    if !sample.isWhole { lines.removeLast() }
    text = PlainTextLines(lines)
    guard sample.isWhole || PlainTextCollection.parts(of: text).count > 3 else { return nil }
    measured = text.lines.count { PlainTextLines.isMeasured($0) }
    withUnit = text.lines.count { PlainTextLines.hasUnit($0) }
  }

  private static func startsMail(_ line: String) -> Bool {
    let label = line.prefix { $0 != ":" && $0 != " " }.lowercased()
    return [
      "from", "to", "subject", "date", "received", "return-path", "message-id", "mime-version",
      "delivered-to", "path", "newsgroups", "reply-to", "content-type",
    ].contains(label)
      && line.dropFirst(label.count).first.map { $0 == ":" || label == "from" } ?? false
  }

  var recognition: Recognition? {
    let hasIngredients = text.heading(.ingredients) != nil
    let hasDirections = text.heading(.directions) != nil
    if hasIngredients, hasDirections, isCooking(withUnit >= 2 ? 0 : 1),
      measured >= 2 || withUnit >= 1
    {
      return Recognition(.likely, "headings of ingredients and directions, and lines with amounts")
    }
    if hasIngredients || hasDirections, withUnit >= 2, measured >= 3, isCooking(2) {
      return Recognition(.possible, "a heading of a recipe, lines with amounts, words of cooking")
    }
    // Without any heading there has to be a block of amounts with prose behind it.
    guard let block = text.measuredBlock, block.count >= 3, withUnit >= 2, isCooking(4),
      text.lines[block.upperBound...].contains(where: PlainTextLines.isSentence),
      block.lowerBound > 0, text.lines[..<block.lowerBound].contains(where: { !$0.isEmpty })
    else { return nil }
    return Recognition(.possible, "lines with amounts, and words of cooking behind them")
  }

  private func isCooking(_ words: Int) -> Bool {
    words == 0
      || CookingWords.count(in: text.lines.joined(separator: " "), limit: words) >= words
  }
}
