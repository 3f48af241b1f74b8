public import PipelineCore
import RecipeModel
import RecipeText

/// Reads RecipeMD, one recipe a file: a Markdown heading, texts, tags and yields, and between two
/// rules the ingredients, whose amounts are set in italics.
///
/// Links of ingredients to other recipes are extras; the Markdown of texts stays as it is.
public enum RecipeMDReader: RecipeReader {
  public static let format = FormatDescription(
    name: "recipemd", summary: "RecipeMD Markdown (.md)", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard sample.json == nil, sample.xml == nil else { return nil }
    guard let parts = RecipeMDParts(sample.lines),
      let first = parts.ingredients.first(where: { !$0.isBlank }),
      MarkdownLine.isItem(first) || MarkdownLine.heading(first) != nil
    else { return nil }
    let reason = "a heading, a rule, and a list of ingredients"
    if parts.ingredients.contains(where: MarkdownLine.isAmountItem) {
      return Recognition(.certain, "\(reason) with amounts in italics")
    }
    // Without a single amount the second rule has to speak for it, and cooking.
    let text = parts.instructions.map { String(decoding: $0.bytes, as: UTF8.self) }
    guard parts.hasSecondRule, parts.ingredients.contains(where: MarkdownLine.isItem),
      CookingWords.count(in: text.joined(separator: " "), limit: 3) >= 3
    else { return nil }
    return Recognition(.possible, reason)
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    WholeTextCursor(source, at: location, limits: limits, map: RecipeMDRecipe.read)
  }
}

/// The parts of a RecipeMD text, which rules divide.
struct RecipeMDParts {
  var title: ArraySlice<UInt8>
  var front: ArraySlice<TextLine>
  var ingredients: ArraySlice<TextLine>
  var instructions: ArraySlice<TextLine>
  var hasSecondRule: Bool

  /// Whether there are both rules, with nothing between and behind them.
  var isTitleAlone: Bool {
    hasSecondRule && ingredients.allSatisfy(\.isBlank) && instructions.allSatisfy(\.isBlank)
  }

  /// Divides the lines; nil without a heading at the front and a rule behind it.
  init?(_ lines: [TextLine]) {
    guard let first = lines.firstIndex(where: { !$0.isBlank }) else { return nil }
    var behindTitle = first + 1
    if let heading = MarkdownLine.heading(lines[first]), heading.level == 1 {
      title = heading.text
    } else if behindTitle < lines.count, lines[first].trimmed.first != UInt8(ascii: "-"),
      MarkdownLine.isRule(lines[behindTitle], of: UInt8(ascii: "="))
    {
      title = lines[first].trimmed
      behindTitle += 1
    } else {
      return nil
    }
    guard let rule = RecipeMDParts.rule(in: lines, from: behindTitle) else { return nil }
    let second = RecipeMDParts.rule(in: lines, from: rule + 1)
    front = lines[behindTitle..<rule]
    ingredients = lines[(rule + 1)..<(second ?? lines.endIndex)]
    instructions = second.map { lines[($0 + 1)...] } ?? []
    hasSecondRule = second != nil
  }
}

extension RecipeMDParts {
  /// The next rule; dashes right below a line of text underline that instead.
  fileprivate static func rule(in lines: [TextLine], from start: Int) -> Int? {
    lines[start...].indices.first { index in
      guard MarkdownLine.isRule(lines[index]) else { return false }
      return index == start || lines[index - 1].isBlank
        || lines[index].trimmed.first != UInt8(ascii: "-")
    }
  }
}

/// What a line of Markdown is.
enum MarkdownLine {
  /// The level and text of `## Heading`.
  static func heading(_ line: TextLine) -> (level: Int, text: ArraySlice<UInt8>)? {
    let text = line.trimmed
    let level = text.prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...6).contains(level), text.count > level, text[text.startIndex + level] == 0x20 else {
      return nil
    }
    var name = text.dropFirst(level).trimmed
    while name.last == UInt8(ascii: "#") { name = name.dropLast() }
    return (level, name.trimmed)
  }

  /// Whether a line is a rule: three or more of `-`, `*` or `_`, or of a given mark.
  static func isRule(_ line: TextLine, of mark: UInt8? = nil) -> Bool {
    let marks = line.trimmed.filter { $0 != 0x20 }
    guard let first = marks.first, marks.count >= 3, marks.allSatisfy({ $0 == first }) else {
      return false
    }
    return mark.map { first == $0 } ?? "-*_".utf8.contains(first)
  }

  /// The text of `- item`, `* item`, `+ item`; nil for any other line.
  static func item(_ line: TextLine) -> ArraySlice<UInt8>? {
    let text = line.trimmed
    guard let mark = text.first, "-*+".utf8.contains(mark), text.count > 2,
      text[text.startIndex + 1] == 0x20
    else { return nil }
    return text.dropFirst(2).trimmed
  }

  static func isItem(_ line: TextLine) -> Bool { item(line) != nil }

  /// Whether a line is an item that starts with an amount in italics.
  static func isAmountItem(_ line: TextLine) -> Bool {
    guard let item = item(line), let mark = item.first, "*_".utf8.contains(mark),
      item.count > 2, item[item.startIndex + 1] != mark
    else { return false }
    let inner = item.dropFirst().prefix { $0 != mark }
    return inner.endIndex < item.endIndex
      && IngredientLineStart.isAmount(String(decoding: inner, as: UTF8.self))
  }
}
