import Console
import PipelineCore
import Testing

struct MessageWriterTests {
  private func written(_ verbosity: Verbosity, _ body: (MessageWriter) -> Void) -> String {
    let recorded = RecordedTerminal()
    body(
      MessageWriter(
        terminal: recorded.terminal(isTerminal: false), style: .plain, verbosity: verbosity))
    return recorded.errorText
  }

  @Test(arguments: Verbosity.allCases)
  func `a fault says what, where and what to do, however quiet`(verbosity: Verbosity) {
    let location = SourceLocation(archive: "a\u{1B}.zip", members: ["b.json"], line: 3)
    let text = written(verbosity) { $0.fault(ReadFault(.truncated, at: location)) }
    #expect(
      text == """
        error: a\\u{1B}.zip!/b.json:3: ends too early: the file is cut off
        hint: fetch or export the archive again

        """)
  }

  @Test(arguments: [
    (Verbosity.quiet, "warning: w\n"), (.normal, "warning: w\nn\n"),
    (.verbose, "warning: w\nn\nd\n"),
  ])
  func `notes and details are for those who want them`(verbosity: Verbosity, text: String) {
    let said = written(verbosity) { writer in
      writer.warning("w")
      writer.note("n")
      writer.detail("d")
    }
    #expect(said == text)
  }

  @Test func `tm-1: messages do not steer the terminal`() {
    let text = written(.verbose) { writer in
      for say in [writer.warning, writer.note, writer.detail] { say("a\u{1B}[2Jb\nc") }
    }
    #expect(!text.contains("\u{1B}") && text.split(separator: "\n").count == 3)
  }
}
