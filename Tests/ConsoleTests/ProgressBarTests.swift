import Console
import PipelineCore
import Testing

struct ProgressBarTests {
  private let recorded = RecordedTerminal()

  private func bar(
    isTerminal: Bool, width: Int = 100, verbosity: Verbosity = .normal
  ) -> ProgressBar {
    let recorded = recorded
    return ProgressBar(
      terminal: recorded.terminal(isTerminal: isTerminal, width: width), style: .plain,
      verbosity: verbosity, now: { recorded.now() })
  }

  private func importing(_ records: Int, of total: Int? = 10_000) -> Progress {
    Progress(
      activity: "importing", records: records, bytes: Int64(records) * 1000,
      totalBytes: total.map { Int64($0) * 1000 })
  }

  /// The states that were drawn over each other on the terminal's last line.
  private var drawn: [String] {
    recorded.errorText.split(separator: "\r").map { String($0).replacing("\u{1B}[K", with: "") }
  }

  @Test func `on a terminal the bar shows share, rate and time left`() {
    let bar = bar(isTerminal: true)
    for step in 0...4 {
      bar.update(importing(step * 1000))
      recorded.advance(milliseconds: 1000)
    }
    #expect(
      drawn.last
        == "importing  ━━━━━━━━━───────────────  40 %  4\u{202F}000 records  1\u{202F}000 records/s  6.0 s left"
    )
  }

  @Test func `the bar is redrawn at most ten times a second`() {
    let bar = bar(isTerminal: true)
    for step in 0..<1000 {
      bar.update(importing(step))
      recorded.advance(milliseconds: 3)
    }
    #expect((29...31).contains(drawn.count))
  }

  @Test(arguments: [1, 10, 25, 40, 60, 79, 200])
  func `the bar leaves the last column free`(width: Int) {
    let bar = bar(isTerminal: true, width: width)
    for step in 0...9 {
      bar.update(importing(step * 1000))
      recorded.advance(milliseconds: 700)
    }
    #expect(drawn.allSatisfy { $0.displayColumns <= max(1, width - 1) })
  }

  @Test func `elsewhere there is a plain line every five seconds`() {
    let bar = bar(isTerminal: false)
    for step in 0...120 {
      bar.update(importing(step * 10))
      recorded.advance(milliseconds: 100)
    }
    bar.finish()
    #expect(
      recorded.errorText == """
        importing:  5 %  500 records  100 records/s  1 min 35 s left
        importing:  10 %  1\u{202F}000 records  100 records/s  1 min 30 s left
        importing: 1\u{202F}200 records in 12.1 s (99 records/s)

        """)
  }

  @Test(arguments: [true, false])
  func `quiet means nothing at all`(isTerminal: Bool) {
    let bar = bar(isTerminal: isTerminal, verbosity: .quiet)
    for step in 0...9 {
      bar.update(importing(step))
      recorded.advance(milliseconds: 6000)
    }
    bar.finish()
    #expect(recorded.errorText.isEmpty && recorded.outText.isEmpty)
  }

  @Test func `an unknown total is shown without a bar, a share or a time left`() {
    let bar = bar(isTerminal: true)
    bar.update(importing(0, of: nil))
    recorded.advance(milliseconds: 2000)
    bar.update(importing(50, of: nil))
    #expect(drawn.last == "importing  50 records  25 records/s")
  }

  @Test func `another activity ends the one before with a line of its own`() {
    let bar = bar(isTerminal: true)
    bar.update(importing(10))
    recorded.advance(milliseconds: 500)
    bar.update(Progress(activity: "indexing", records: 3))
    bar.finish()
    #expect(recorded.errorText.contains("\r\u{1B}[Kimporting: 10 records in 500 ms\n"))
    #expect(recorded.errorText.hasSuffix("\r\u{1B}[Kindexing: 3 records in 0 ms\n"))
  }

  @Test func `a message stands above the bar, which is drawn again`() {
    let bar = bar(isTerminal: true, width: 30)
    bar.update(importing(10))
    let terminal = recorded.terminal(isTerminal: true)
    bar.aside { terminal.writeError(Array("note\n".utf8)) }
    let line = "\rimporting  0 %  10 records\u{1B}[K"
    #expect(recorded.errorText == "\(line)\r\u{1B}[Knote\n\(line)")
  }

  @Test func `tm-1: an activity does not steer the terminal`() {
    let bar = bar(isTerminal: true)
    bar.update(Progress(activity: "a\u{1B}[2J", records: 1))
    bar.finish()
    #expect(!recorded.errorText.contains("\u{1B}[2J"))
    #expect(recorded.errorText.contains("a\\u{1B}[2J"))
  }

  @Test func `a clock that is set back does not silence the bar`() {
    let bar = bar(isTerminal: true)
    bar.update(importing(1))
    recorded.advance(milliseconds: -3_600_000)
    bar.update(importing(2))
    #expect(drawn.count == 2)
    bar.finish()
    #expect(recorded.errorText.hasSuffix("importing: 2 records in 0 ms\n"))
  }

  @Test func `nothing is summed up that never began`() {
    bar(isTerminal: true).finish()
    #expect(recorded.errorText.isEmpty)
  }

  @Test func `an observer passes progress on and asks whether to stop`() {
    let observer = bar(isTerminal: true).observer(shouldStop: { true })
    observer.progress(importing(7))
    #expect(observer.shouldStop() && drawn.last?.contains("7 records") == true)
  }
}
