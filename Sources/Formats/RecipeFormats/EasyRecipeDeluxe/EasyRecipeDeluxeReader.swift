public import PipelineCore
import RecipeModel
import RecipeText

/// Reads the texts that Easy Recipe Deluxe exports, many recipes in a file.
///
/// A title above a rule starts a recipe; labelled lines follow, a second rule, and sections whose
/// names stand in brackets. Nothing is lost: labels of other kinds are in the extras.
public enum EasyRecipeDeluxeReader: RecipeReader {
  public static let format = FormatDescription(
    name: "easy-recipe-deluxe", summary: "Easy Recipe Deluxe text exports (.txt)", reads: true,
    writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard sample.firstLine(where: EasyRecipeDeluxeLine.isRule) != nil else { return nil }
    let sections = ["[ingredients]", "[instruction]"].count { name in
      sample.firstLine { EasyRecipeDeluxeLine.section($0) == name } != nil
    }
    guard sections > 0, sample.firstLine(where: EasyRecipeDeluxeLine.isCategory) != nil else {
      return sections == 2
        ? Recognition(.likely, "rules, and the sections [Ingredients] and [Instruction]") : nil
    }
    return Recognition(.certain, "rules, `Category:`, and sections in brackets")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    let titles = EasyRecipeDeluxeTitles()
    return TextRecordCursor(
      source, at: location, limits: limits, absence: "there is no title above a rule",
      boundary: { line, _ in titles.startsRecipe(line) ? .start : .none },
      map: { EasyRecipeDeluxeRecipe.read(titles.completed($0)) })
  }
}

/// What a line is by itself.
enum EasyRecipeDeluxeLine {
  /// A line of at least 20 underscores or hyphens and nothing else.
  static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    let line = line.trimmed
    guard let mark = line.first, mark == UInt8(ascii: "_") || mark == UInt8(ascii: "-") else {
      return false
    }
    return line.count >= 20 && line.allSatisfy { $0 == mark }
  }

  static func isCategory(_ line: ArraySlice<UInt8>) -> Bool {
    line.trimmed.starts(withWord: "category:")
  }

  /// The line in lower case if it is a name in brackets; instructions have one name.
  static func section(_ line: ArraySlice<UInt8>) -> String? {
    let line = line.trimmed
    guard line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]"), line.count <= 60 else {
      return nil
    }
    let name = String(decoding: line, as: UTF8.self).lowercased()
    return name == "[instructions]" ? "[instruction]" : name == "[notes]" ? "[note]" : name
  }
}

/// Remembers the line above each rule that starts a recipe, which belongs to the recipe.
private final class EasyRecipeDeluxeTitles {
  private var previous: TextLine?
  private var isInHeader = false
  /// The title of the record that was given last and that of the one that starts.
  private var titles: [TextLine] = []

  /// Whether a line is the rule below a title; the rule behind the labels is none.
  func startsRecipe(_ line: TextLine) -> Bool {
    defer { previous = line }
    guard EasyRecipeDeluxeLine.isRule(line.bytes[...]) else {
      if EasyRecipeDeluxeLine.section(line.bytes[...]) != nil { isInHeader = false }
      return false
    }
    guard !isInHeader else {
      isInHeader = false
      return false
    }
    guard let previous, !previous.isBlank,
      EasyRecipeDeluxeLine.section(previous.bytes[...]) == nil,
      !EasyRecipeDeluxeLine.isRule(previous.bytes[...])
    else { return false }
    isInHeader = true
    titles = titles.suffix(1) + [previous]
    return true
  }

  /// The record below its title, and without that of the next one.
  func completed(_ record: TextRecord) -> TextRecord {
    var record = record
    let rule = record.lines[0].number
    if record.ending == .nextRecord { record.lines.removeLast() }
    if let title = titles.first(where: { $0.number == rule - 1 }) {
      record.lines.insert(title, at: 0)
      record.location.line = title.number
    }
    return record
  }
}
