import PipelineCore
import RecipeModel

/// How one program writes recipes as lines of `Label: value`.
struct LabelledDialect: Sendable {
  /// What a label leads.
  enum Part: Sendable, Equatable {
    case field(RecipeField)
    case servings
    /// Text that no field holds.
    case extra
  }

  /// What the labels lead, in small letters, without colons.
  var parts: [String: Part]
  /// What stands between tags, beside commas.
  var tagMark: Character = ","
  /// Whether a line of dashes ends a recipe.
  var endsAtRule = false

  /// The label that a line starts with, and the value behind it; nil for any other line.
  func label(
    _ line: TextLine
  ) -> (name: String, part: Part, value: ArraySlice<UInt8>)? {
    guard let found = LabelledDialect.label(line), let part = parts[found.name.lowercased()] else {
      return nil
    }
    return (found.name, part, found.value)
  }

  /// Splits a line that starts with a short label and a colon.
  static func label(_ line: TextLine) -> (name: String, value: ArraySlice<UInt8>)? {
    guard let first = line.bytes.first, first > 0x20,
      let colon = line.bytes.prefix(30).firstIndex(of: UInt8(ascii: ":")), colon > 0
    else { return nil }
    let name = line.bytes[..<colon]
    let isWord = name.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 == 0x20 || $0 >= 0x80 }
    guard isWord else { return nil }
    return (String(decoding: name, as: UTF8.self), line.bytes[(colon + 1)...].trimmed)
  }

  static func isTitle(_ line: TextLine) -> Bool {
    line.bytes[...].starts(withWord: "title:")
  }

  /// Whether a line is nothing but a rule of dashes.
  static func isRule(_ line: TextLine) -> Bool {
    line.trimmed.count >= 8 && line.trimmed.allSatisfy { $0 == UInt8(ascii: "-") }
  }

  /// The labels at the front of a text that starts with a title; empty for any other.
  static func labels(of sample: ContentSample) -> Set<String> {
    let first = sample.firstVisibleByte
    guard first == UInt8(ascii: "T") || first == UInt8(ascii: "t") || first == UInt8(ascii: "-")
    else { return [] }
    let lines = sample.lines.drop { $0.isBlank || isRule($0) }
    guard let first = lines.first, isTitle(first) else { return [] }
    var labels: Set<String> = []
    for line in lines.prefix(400) {
      if let found = label(line) { labels.insert(found.name.lowercased()) }
    }
    return labels
  }

  func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    TextRecordCursor(
      source, at: location, limits: limits, absence: "no line starts with `Title:`",
      boundary: { [endsAtRule] line, _ in
        if LabelledDialect.isTitle(line) { return .start }
        return endsAtRule && LabelledDialect.isRule(line) ? .end : .none
      },
      map: { LabelledRecipe.read($0, self) })
  }
}
