import RecipeModel
import RecipeText

/// The labelled texts amid and behind the directions of a MasterCook text export.
struct MasterCookLabels {
  /// The label of the text that is being read.
  private var label: String?
  private var text = Paragraphs()
  private var blankLines = 0

  /// Whether a quoted text has not ended yet.
  var isOpen: Bool { label != nil }

  /// Whether a line is `Label:` and the next one starts a quoted text.
  static func isLabel(_ line: ArraySlice<UInt8>, before next: ArraySlice<UInt8>) -> Bool {
    line.count <= 40 && line.first.map { $0 > 0x20 } ?? false
      && line.trimmed.last == UInt8(ascii: ":") && next.first == UInt8(ascii: "\"")
  }

  /// Whether a line ends the directions: dashes with spaces between them.
  static func isEndRule(_ text: ArraySlice<UInt8>) -> Bool {
    text.starts(withWord: "- - - -") && text.allSatisfy { $0 == UInt8(ascii: "-") || $0 == 0x20 }
  }

  /// Reads a line of a block: the label, or a part of the quoted text.
  mutating func readBlock(_ line: ArraySlice<UInt8>, into draft: inout RecordDraft) {
    guard label != nil else {
      label = draft.line(line.dropLast())
      return
    }
    if line.isEmpty { text.endParagraph() }
    let isEnd = line.last == UInt8(ascii: "\"") || line.isEmpty
    let front = line.first == UInt8(ascii: "\"") ? line.dropFirst() : line
    text.add(front.last == UInt8(ascii: "\"") ? front.dropLast() : front)
    if isEnd { finish(into: &draft) }
  }

  /// Reads a line behind the end rule: `NOTES : text`, `Per Serving …: text`, or more of either.
  ///
  /// What no label leads, and what follows two empty lines, is the mail around the recipes.
  mutating func readAppendix(_ line: ArraySlice<UInt8>, into draft: inout RecordDraft) {
    let content = line.trimmed
    if content.isEmpty {
      blankLines += 1
      text.endParagraph()
      if blankLines > 1 { finish(into: &draft) }
      return
    }
    blankLines = 0
    if let colon = Self.appendixLabels.lazy.compactMap({ content.colon(after: $0) }).first {
      finish(into: &draft)
      label = draft.line(content[..<colon])
      text.add(content[(colon + 1)...])
    } else if label != nil {
      text.add(content)
    }
  }

  private static let appendixLabels: [StaticString] = [
    "per serving", "exchanges", "food exchanges", "serving ideas", "suggested wine", "notes",
    "nutr. assoc.",
  ]

  /// Puts the text that is being read where its label says.
  mutating func finish(into draft: inout RecordDraft) {
    let value = draft.cleaner.text(text.take())
    guard let label else { return }
    self.label = nil
    if !value.isEmpty { Self.take(label, value, into: &draft) }
  }

  private static func take(_ label: String, _ value: String, into draft: inout RecordDraft) {
    switch label.lowercased() {
    case "description": draft.take(label, value, as: \.body.summary)
    case "source", "recipe source": draft.take(label, value, as: \.body.credit.source)
    case "s(internet address)": draft.take(label, value, as: \.body.credit.url)
    case "copyright": draft.keep(label, value)
    case "cuisine": draft.tags.add(value)
    case "yield":
      if let servings = draft.body.yield { draft.keep("Serving Size", servings.text) }
      draft.body.yield = YieldText.yield(value)
    case "start to finish time": draft.take(label, value, asTime: \.body.times.total)
    case "t(cook time)", "t(cooking time)": draft.take(label, value, asTime: \.body.times.cooking)
    case "notes": draft.body.notes.append(value)
    case "serving ideas", "suggested wine": draft.body.notes.append("\(label): \(value)")
    case "nutr. assoc.": break  // Row numbers in the program's own database of nutrients.
    case let name where name.hasPrefix("per serving") || name.hasSuffix("exchanges"):
      draft.body.nutrition.append(NutritionFact(name: label, value: value))
    default: draft.keep(label, value)
    }
  }
}

extension ArraySlice<UInt8> {
  /// Finds the colon that ends a label with these first words.
  fileprivate func colon(after words: StaticString) -> Int? {
    guard starts(withWord: words) else { return nil }
    return prefix(60).firstIndex(of: UInt8(ascii: ":"))
  }
}
