import RecipeText

/// The header of a table, and what separates its cells, as the front of a content tells.
struct CSVOutline {
  var separator: UInt8
  var names: [String]

  /// What may separate cells, the usual one first.
  private static let separators = [0x2C, 0x3B, 0x09, 0x7C] as [UInt8]
  private static let longestHeader = 16 * 1024
  private static let longestName = 120

  /// Reads the first record of a text; nil when no separator makes a header of it.
  ///
  /// Of several separators the one counts that parts the first record into the most names that
  /// mean something, then into the most names.
  init?(_ text: [UInt8], stated columns: StatedColumns = .none) {
    var front = text.prefix(CSVOutline.longestHeader)
    if front.starts(with: [0xEF, 0xBB, 0xBF]) { front = front.dropFirst(3) }
    let stated = CSVOutline.statedSeparator(front)
    if let stated { front = front.dropFirst(stated.length) }
    front = front.drop { $0 <= 0x20 && $0 != 0x09 }
    // A header is one line, or ends in quotes before the next.
    guard front.count < CSVOutline.longestHeader || front.contains(0x0A) || front.contains(0x0D)
    else { return nil }
    var best: (outline: CSVOutline, rank: (known: Int, count: Int))?
    for separator in stated.map({ [$0.separator] }) ?? CSVOutline.separators {
      guard let names = CSVOutline.names(in: Array(front), separator) else { continue }
      let known = columns.find(in: names).meanings.count
      let rank = (known + ColumnMapping.loose.knownColumns(of: names), names.count)
      if let found = best, found.rank >= rank { continue }
      best = (CSVOutline(separator: separator, names: names), rank)
    }
    guard let best else { return nil }
    self = best.outline
  }

  private init(separator: UInt8, names: [String]) {
    self.separator = separator
    self.names = names
  }

  /// The separator that the first line states (`sep=;`, as Excel takes it), and that line's length.
  static func statedSeparator(
    _ front: ArraySlice<UInt8>
  ) -> (separator: UInt8, length: Int)? {
    let line = front.prefix(12).prefix { $0 != 0x0A && $0 != 0x0D }
    guard line.count == 5, line.starts(withWord: "sep="), let separator = line.last else {
      return nil
    }
    let ends = front.dropFirst(5).prefix(2).prefix { $0 == 0x0A || $0 == 0x0D }
    return (separator, 5 + ends.count)
  }

  private static func names(in front: [UInt8], _ separator: UInt8) -> [String]? {
    var scanner = CSVScanner(separator: separator)
    let outcome = front.withUnsafeBufferPointer { scanner.scan($0, isAtEnd: true) }
    guard case .record = outcome, scanner.cells.count > 1 else { return nil }
    var cleaner = TextCleaner()
    var names: [String] = []
    for cell in scanner.cells {
      let name = CSVScanner.text(of: cell, in: front)
      guard name.count <= longestName else { return nil }
      names.append(name.withUnsafeBufferPointer { cleaner.line($0) })
    }
    return names.contains { !$0.isEmpty } ? names : nil
  }
}
