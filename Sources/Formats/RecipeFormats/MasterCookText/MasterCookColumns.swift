import RecipeText

/// Where the columns of an ingredient list stand, as the rule below its heading draws them.
struct MasterCookColumns {
  /// Where the name of an ingredient starts.
  private var name = 24

  /// The columns that MasterCook uses when no rule says otherwise.
  init() {}

  /// Takes the rule `--------  ------------  -----`; nil when a line is none.
  init?(rule line: ArraySlice<UInt8>) {
    let parts = line.split(separator: 0x20)
    guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy { $0 == UInt8(ascii: "-") } }),
      parts[2].count > 8
    else { return nil }
    name = parts[2].startIndex - line.startIndex
  }

  /// Takes a line apart; amount and unit may be empty, the text too.
  ///
  /// Versions align the unit to the left or right and let a fraction stand apart from its whole
  /// number, so all words before the name that are numbers are the amount.
  func parts(of columns: TextColumns) -> (amount: String, unit: String, text: String) {
    let start = nameStart(in: columns)
    let words = columns[0..<start].split(separator: 0x20).map {
      String(decoding: $0, as: UTF8.self)
    }
    let amount = words.prefix { Self.isNumber($0) }
    return (
      amount.joined(separator: " "), words.dropFirst(amount.count).joined(separator: " "),
      String(decoding: columns[start...].trimmed, as: UTF8.self)
    )
  }

  /// The name's column, or one beside it where a word does not stop before it.
  private func nameStart(in columns: TextColumns) -> Int {
    guard columns.count > name, !columns.isBlank(name - 1..<name) else { return name }
    if columns.isBlank(name - 2..<name - 1) { return name - 1 }
    var start = name
    while start < columns.count, !columns.isBlank(start..<start + 1) { start += 1 }
    return start
  }

  private static func isNumber(_ word: String) -> Bool {
    if QuantityText.whole(word) != nil { return true }
    return word == "-" || word == "to"
  }
}
