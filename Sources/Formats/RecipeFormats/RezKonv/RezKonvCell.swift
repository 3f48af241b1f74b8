import RecipeText

/// What an ingredient line of RezKonv holds.
enum RezKonvCell: Equatable {
  /// Amount and unit as stated, either may be empty, and the text, which is not.
  case ingredient(amount: String, unit: String, text: String)
  /// More text of the ingredient above.
  case continuation(String)

  private static let nameColumn = 18

  /// Reads a line by RezKonv's columns, else by MealMaster's, which some of its exports keep.
  init?(_ columns: TextColumns) {
    if let cell = RezKonvCell.wide(columns) {
      self = cell
      return
    }
    switch MealMasterCell(columns, from: 0, to: max(columns.count, 11)) {
    case .ingredient(let amount, let unit, let text)? where !amount.isEmpty || !unit.isEmpty:
      self = .ingredient(amount: amount, unit: unit, text: text)
    case .continuation(let text)?: self = .continuation(text)
    case .ingredient, nil: return nil
    }
  }

  /// Amount in 7 columns, a blank, the unit in 9, a blank, the name; no cell has a gap.
  private static func wide(_ columns: TextColumns) -> RezKonvCell? {
    guard columns.count > nameColumn, columns.isBlank(7..<8),
      columns.isBlank(nameColumn - 1..<nameColumn)
    else { return nil }
    let amount = columns[0..<7].trimmed
    let unit = columns[8..<nameColumn - 1].trimmed
    let text = columns[nameColumn...]
    guard let first = text.first, first > 0x20, !unit.hasGap, isAmount(amount) else { return nil }
    let name = String(decoding: text.trimmed, as: UTF8.self)
    if amount.isEmpty, unit.isEmpty, first == UInt8(ascii: "-") {
      let rest = text.drop { $0 == first }.trimmed
      return rest.isEmpty ? nil : .continuation(String(decoding: rest, as: UTF8.self))
    }
    return .ingredient(
      amount: String(decoding: amount, as: UTF8.self),
      unit: String(decoding: unit, as: UTF8.self), text: name)
  }

  private static func isAmount(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.isEmpty || QuantityText.whole(String(decoding: bytes, as: UTF8.self)) != nil {
      return true
    }
    return bytes.contains { $0 &- 0x30 < 10 }
      && bytes.allSatisfy { "0123456789/.,-+ ".utf8.contains($0) }
  }
}

extension ArraySlice<UInt8> {
  /// Whether two spaces stand amid it, as no unit has.
  fileprivate var hasGap: Bool {
    zip(self, dropFirst()).contains { $0 == 0x20 && $1 == 0x20 }
  }
}
