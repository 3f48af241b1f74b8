import Console
import PipelineCore

/// Where a result is shown to a person: data on standard output, remarks on standard error.
struct HumanOutput {
  var terminal: Terminal
  var style: Style
  var messages: MessageWriter

  /// Writes a line of data, escaped.
  func line(_ text: String) {
    terminal.writeLine(text.escapedForTerminal)
  }

  /// Writes several lines of data that the program laid out, each escaped.
  func lines(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      self.line(String(line))
    }
  }

  func table(_ table: TextTable) {
    terminal.write(table, style: style)
  }

  /// Says something besides the data; silent when quiet.
  func note(_ text: String) {
    messages.note(text)
  }
}
