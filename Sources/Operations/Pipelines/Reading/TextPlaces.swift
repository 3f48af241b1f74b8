import PipelineCore
import Yams

/// Turns the marks of the YAML library into places, whose columns count bytes.
struct TextPlaces {
  private let fileName: String
  private let lines: [Substring.UnicodeScalarView]

  init(_ text: String, fileName: String) {
    self.fileName = fileName
    // A carriage return before a line feed stays at the end of its line, where no mark points.
    lines = text.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: Self.isBreak)
  }

  func location(of mark: Mark?) -> SourceLocation {
    guard let mark, mark.line >= 1 else { return SourceLocation(archive: fileName) }
    var column = mark.column
    if lines.indices.contains(mark.line - 1) {
      let before = lines[mark.line - 1].prefix(mark.column - 1)
      column = before.reduce(1) { $0 + Unicode.UTF8.width($1) }
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
