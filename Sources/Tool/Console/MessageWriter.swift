public import PipelineCore

/// How much is said besides the data.
public enum Verbosity: Sendable, CaseIterable {
  /// Errors and warnings only.
  case quiet
  case normal
  /// Details too.
  case verbose
}

/// Writes messages to standard error, each escaped and on lines of its own.
public struct MessageWriter: Sendable {
  public var terminal: Terminal
  public var style: Style
  public var verbosity: Verbosity

  /// Takes the style of standard error.
  public init(terminal: Terminal, style: Style, verbosity: Verbosity) {
    self.terminal = terminal
    self.style = style
    self.verbosity = verbosity
  }

  /// Says what went wrong, where, and what to do next.
  public func fault(_ fault: some Fault) {
    let place = fault.location.map { "\($0): " } ?? ""
    // A fault may have several lines of its own; what it quotes has none that are not escaped.
    let lines = fault.what.split(separator: "\n").map { String($0).escapedForTerminal }
    write("error", .failure, place + lines.joined(separator: "\n"))
    if let hint = fault.hint { write("hint", .emphasis, hint.escapedForTerminal) }
  }

  /// Says what the user should know although the work goes on.
  public func warning(_ text: String) {
    write("warning", .warning, text.escapedForTerminal)
  }

  /// Says what belongs to a warning, even when quiet.
  public func remark(_ text: String) {
    line(text.escapedForTerminal)
  }

  /// Says what was done; silent when quiet.
  public func note(_ text: String) {
    guard verbosity != .quiet else { return }
    line(text.escapedForTerminal)
  }

  /// Says how it was done; only when verbose.
  public func detail(_ text: String) {
    guard verbosity == .verbose else { return }
    line(style.paint(text.escapedForTerminal, as: .muted))
  }

  private func write(_ label: String, _ role: Style.Role, _ text: String) {
    line("\(style.paint("\(label):", as: role)) \(text)")
  }

  private func line(_ text: String) {
    terminal.writeError(Array(text.utf8) + [UInt8(ascii: "\n")])
  }
}
