import RecipeText

/// What stands in one column of an ingredient line.
enum MealMasterCell: Equatable {
  /// Amount and unit as stated, either may be empty, and the text, which is not.
  case ingredient(amount: String, unit: String, text: String)
  /// More text of the ingredient above.
  case continuation(String)

  /// Reads the cell that starts at a column and ends before another.
  ///
  /// It has 7 columns for the amount, a blank, 2 for the unit, a blank, and the text; nil when the
  /// columns do not fall so.
  init?(_ columns: TextColumns, from start: Int, to end: Int) {
    guard columns.count > start + 11, columns.isBlank(start + 7..<start + 8),
      columns.isBlank(start + 10..<start + 11)
    else { return nil }
    let amount = columns[start..<start + 7].trimmed
    let unit = columns[start + 8..<start + 10].trimmed
    let text = columns[start + 11..<end]
    guard let first = text.first, first > 0x20, MealMasterCell.isAmount(amount),
      unit.isEmpty || MealMasterCell.isUnit(unit)
    else { return nil }
    if amount.isEmpty, unit.isEmpty, first == UInt8(ascii: "-") {
      let rest = text.drop { $0 == first }.trimmed
      guard !rest.isEmpty else { return nil }
      self = .continuation(MealMasterCell.string(rest))
    } else {
      self = .ingredient(
        amount: MealMasterCell.string(amount), unit: MealMasterCell.string(unit),
        text: MealMasterCell.string(text.trimmed))
    }
  }

  /// Whether it states an amount or a unit, so that it can hardly be anything else.
  var isMeasured: Bool {
    guard case .ingredient(let amount, let unit, _) = self else { return false }
    return !amount.isEmpty || !unit.isEmpty
  }

  private static func string(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private static func isAmount(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.isEmpty || QuantityText.whole(string(bytes)) != nil { return true }
    return bytes.allSatisfy { "0123456789/.,- ".utf8.contains($0) }
      && bytes.contains { $0 &- 0x30 < 10 }
  }

  private static func isUnit(_ bytes: ArraySlice<UInt8>) -> Bool {
    let code = string(bytes)
    return codes.contains(code) || codes.contains(code.lowercased())
  }

  /// Whether a unit is written with this code.
  static func isCode(_ unit: String) -> Bool { codes.contains(unit) }

  /// The unit codes: `T` is a tablespoon, `t` a teaspoon; the rest in either case.
  private static let codes: Set<String> = [
    "T", "bn", "c", "cb", "cc", "cg", "cl", "cn", "ct", "dg", "dl", "dr", "ds", "ea", "fl", "g",
    "ga", "kg", "l", "lb", "lg", "md", "mg", "ml", "oz", "pg", "pk", "pn", "pt", "qt", "sl", "sm",
    "t", "tb", "ts", "x",
  ]
}

/// One ingredient line, of one column or two.
struct MealMasterRow {
  var left: MealMasterCell?
  var right: MealMasterCell?

  /// Where the second column starts, and where the first one ends.
  private static let secondColumn = 41
  private static let firstColumnEnd = 39

  /// Reads a line; nil when it is no ingredient line.
  init?(_ columns: TextColumns) {
    if columns.isBlank(Self.firstColumnEnd..<Self.secondColumn),
      let right = MealMasterCell(columns, from: Self.secondColumn, to: max(columns.count, 52))
    {
      left = MealMasterCell(columns, from: 0, to: Self.firstColumnEnd)
      self.right = right
      if left != nil || columns.isBlank(0..<Self.firstColumnEnd) { return }
    }
    guard let only = MealMasterCell(columns, from: 0, to: max(columns.count, 11)) else {
      return nil
    }
    left = only
    right = nil
  }

  /// A line of which only the text is known.
  init(text: String) {
    left = .ingredient(amount: "", unit: "", text: text)
  }

  var isMeasured: Bool { left?.isMeasured ?? false || right?.isMeasured ?? false }
}

/// Ingredient lines that follow each other, which two columns are read from.
struct MealMasterBlock {
  private(set) var rows: [MealMasterRow] = []

  var isEmpty: Bool { rows.isEmpty }

  mutating func append(_ row: MealMasterRow) {
    rows.append(row)
  }

  /// The cells in the order of the recipe, each with its continuations behind it.
  ///
  /// Meal-Master fills the left column, then the right one. A column with a gap was filled row by
  /// row: there, an ingredient of one line waits beside the second line of the other.
  var cells: [MealMasterCell] {
    let left = rows.map(\.left)
    let right = rows.map(\.right)
    guard right.contains(where: { $0 != nil }) else { return left.compactMap(\.self) }
    if !Self.hasGap(left), !Self.hasGap(right) {
      return left.compactMap(\.self) + right.compactMap(\.self)
    }
    return cellsByRow
  }

  private static func hasGap(_ column: [MealMasterCell?]) -> Bool {
    guard let last = column.lastIndex(where: { $0 != nil }) else { return false }
    return column[..<last].contains { $0 == nil }
  }

  private var cellsByRow: [MealMasterCell] {
    var ingredients: [[MealMasterCell]] = []
    var lastOfColumn: [Int?] = [nil, nil]
    for row in rows {
      for (column, cell) in [row.left, row.right].enumerated() {
        guard let cell else { continue }
        if case .continuation = cell, let index = lastOfColumn[column] {
          ingredients[index].append(cell)
        } else {
          lastOfColumn[column] = ingredients.count
          ingredients.append([cell])
        }
      }
    }
    return ingredients.flatMap(\.self)
  }
}
