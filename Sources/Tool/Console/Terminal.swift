// What the commands print with.
//
// In:    values and texts to show, and a `Terminal`, which is all that is known of the outside.
// Out:   bytes for standard output (data) and standard error (messages, progress), handed to the
//        closures of the `Terminal`.
// Never: prints, reads the environment or a clock by itself, or passes on a text that could steer
//        a terminal: tables, messages and progress escape what they are given.

/// Where text goes: the two outputs of the process, and what is known of them.
public struct Terminal: Sendable {
  /// Takes bytes for standard output.
  public var writeOut: @Sendable ([UInt8]) -> Void
  /// Takes bytes for standard error.
  public var writeError: @Sendable ([UInt8]) -> Void
  /// Whether a person watches standard output.
  public var isOutTerminal: Bool
  /// Whether a person watches standard error.
  public var isErrorTerminal: Bool
  /// The present width in columns; asked each time, because windows change.
  public var width: @Sendable () -> Int

  public init(
    writeOut: @escaping @Sendable ([UInt8]) -> Void,
    writeError: @escaping @Sendable ([UInt8]) -> Void,
    isOutTerminal: Bool, isErrorTerminal: Bool, width: @escaping @Sendable () -> Int
  ) {
    self.writeOut = writeOut
    self.writeError = writeError
    self.isOutTerminal = isOutTerminal
    self.isErrorTerminal = isErrorTerminal
    self.width = width
  }

  /// Writes a line to standard output as it is; what others wrote must be escaped by then.
  public func writeLine(_ line: String = "") {
    writeOut(Array(line.utf8) + [UInt8(ascii: "\n")])
  }

  /// Writes a table to standard output, cut to the width only when a person watches.
  public func write(_ table: TextTable, style: Style) {
    var text = ""
    for line in table.lines(width: isOutTerminal ? width() : nil, style: style) {
      text += line + "\n"
    }
    writeOut(Array(text.utf8))
  }
}
