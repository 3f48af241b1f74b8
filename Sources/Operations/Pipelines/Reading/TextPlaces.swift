import PipelineCore
import Yams

/// Turns the marks of the YAML library into places, whose columns count bytes.
struct TextPlaces {
  private let fileName: String
  /// Of each line that is not all ASCII, the byte column of each of its scalars and of its end.
  private let byteColumns: [[Int]?]

  init(_ text: String, fileName: String) {
    self.fileName = fileName
    // A carriage return before a line feed stays at the end of its line, where no mark points.
    let lines = text.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: Self.isBreak)
    byteColumns = lines.map { line in
      if line.allSatisfy(\.isASCII) { return nil }
      return line.reduce(into: [1]) { columns, scalar in
        columns.append((columns.last ?? 1) + UTF8.width(scalar))
      }
    }
  }

  func location(of mark: Mark?) -> SourceLocation {
    guard let mark, mark.line >= 1 else { return SourceLocation(archive: fileName) }
    var column = mark.column
    if byteColumns.indices.contains(mark.line - 1), let columns = byteColumns[mark.line - 1] {
      column = columns[min(max(mark.column, 1), columns.count) - 1]
    }
    return SourceLocation(archive: fileName, line: mark.line, column: column)
  }

  /// The place after so many bytes that were decoded from the front of the text.
  static func location(ofByte offset: Int, in bytes: [UInt8], fileName: String) -> SourceLocation {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return SourceLocation(archive: fileName, line: line, column: offset - start + 1)
  }

  /// The line breaks of YAML 1.1, which the library counts lines by.
  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}
