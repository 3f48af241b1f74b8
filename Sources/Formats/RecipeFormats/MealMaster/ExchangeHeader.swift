import RecipeModel
import RecipeText

/// The labelled lines at the front of a record of the MealMaster family.
struct ExchangeHeader {
  private enum Field {
    case title, categories, yield, servings
  }

  /// Reads the labelled lines behind the first line, and says where the rest begins.
  static func read(_ lines: ArraySlice<TextLine>, into draft: inout RecordDraft) -> Int {
    var field: Field?
    var hasFields = false
    var index = lines.startIndex
    while index < lines.endIndex {
      let line = lines[index].trimmed
      if line.isEmpty {
        if hasFields, !draft.body.title.isEmpty { return index }
      } else if let (label, value) = labelled(line) {
        hasFields = true
        field = self.field(label)
        take(field, label, value, into: &draft)
      } else if hasFields, field == .categories, isDeep(lines[index]) {
        addCategories(line, to: &draft)
      } else {
        return index
      }
      index += 1
    }
    return index
  }

  /// Splits `Label: value`; a label is short and has no digits.
  private static func labelled(
    _ line: ArraySlice<UInt8>
  ) -> (label: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
    guard let colon = line.prefix(24).firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex
    else { return nil }
    let label = line[..<colon].trimmed
    let isWord = label.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 == 0x20 || $0 >= 0x80 }
    guard isWord, label.count(where: { $0 == 0x20 }) < 3 else { return nil }
    return (label, line[(colon + 1)...].trimmed)
  }

  private static func isDeep(_ line: TextLine) -> Bool {
    line.bytes.prefix { $0 == 0x20 }.count >= 12
  }

  private static func field(_ label: ArraySlice<UInt8>) -> Field? {
    switch String(decoding: label, as: UTF8.self).lowercased() {
    case "title", "titel": .title
    case "categories", "category", "kategorien", "kategorie": .categories
    case "yield", "menge": .yield
    case "servings", "serves", "portionen": .servings
    default: nil
    }
  }

  private static func take(
    _ field: Field?, _ label: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>,
    into draft: inout RecordDraft
  ) {
    switch field {
    case .title: if draft.body.title.isEmpty { draft.body.title = draft.line(value) }
    case .categories: addCategories(value, to: &draft)
    case .yield: draft.body.yield = YieldText.yield(draft.line(value))
    case .servings:
      draft.body.yield = YieldText.yield(draft.line(value))
      if draft.body.yield?.amount != nil, draft.body.yield?.unit == nil {
        draft.body.yield?.unit = "servings"
      }
    case nil:
      draft.keep(draft.line(label), draft.line(value))
    }
  }

  /// Categories stand between commas, in old files between runs of spaces; `None` is none.
  private static func addCategories(_ value: ArraySlice<UInt8>, to draft: inout RecordDraft) {
    let text = String(decoding: value, as: UTF8.self)
    let parts =
      text.contains(",")
      ? text.split(separator: ",").map(String.init)
      : text.replacing("  ", with: "\n").split(separator: "\n").map(String.init)
    for part in parts {
      let name = draft.cleaner.line(part)
      if name.lowercased() != "none" { draft.tags.add(name) }
    }
  }
}
