/// The characters of a line by column, from 0, tabs expanded to every eighth column.
struct TextColumns {
  private let bytes: [UInt8]
  /// Where each column's character starts; nil when every character is one byte.
  private let starts: [Int]?

  init(_ line: [UInt8]) {
    bytes = line.contains(0x09) ? TextColumns.expandingTabs(line) : line
    let isASCII = bytes.allSatisfy { $0 < 0x80 }
    let bytes = bytes
    starts = isASCII ? nil : bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 }
  }

  var count: Int { starts?.count ?? bytes.count }

  /// The characters of some columns; fewer where the line ends before.
  subscript(columns: Range<Int>) -> ArraySlice<UInt8> {
    bytes[offset(of: columns.lowerBound)..<offset(of: columns.upperBound)]
  }

  /// The characters from a column on.
  subscript(columns: PartialRangeFrom<Int>) -> ArraySlice<UInt8> {
    bytes[offset(of: columns.lowerBound)...]
  }

  /// Whether the columns hold nothing but spaces, or the line ends before.
  func isBlank(_ columns: Range<Int>) -> Bool {
    self[columns].allSatisfy { $0 == 0x20 }
  }

  /// How many spaces the line begins with.
  var indentation: Int { bytes.prefix { $0 == 0x20 }.count }

  private func offset(of column: Int) -> Int {
    guard let starts else { return min(column, bytes.count) }
    return column < starts.count ? starts[column] : bytes.count
  }

  private static func expandingTabs(_ line: [UInt8]) -> [UInt8] {
    var expanded: [UInt8] = []
    var column = 0
    for byte in line {
      if byte == 0x09 {
        let spaces = 8 - column % 8
        expanded += [UInt8](repeating: 0x20, count: spaces)
        column += spaces
      } else {
        expanded.append(byte)
        if byte & 0xC0 != 0x80 { column += 1 }
      }
    }
    return expanded
  }
}
