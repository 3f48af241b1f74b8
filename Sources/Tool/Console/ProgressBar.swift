public import PipelineCore
public import RecipeModel
import Synchronization

/// Shows the progress of a run on standard error.
///
/// On a terminal a bar that is redrawn at most ten times a second; elsewhere a line every five
/// seconds; nothing at all when quiet. May be told of progress from any task.
public final class ProgressBar: Sendable {
  private let terminal: Terminal
  private let style: Style
  private let isQuiet: Bool
  private let now: @Sendable () -> Instant
  private let state = Mutex(State())

  /// Milliseconds between two drawings on a terminal.
  static let redrawInterval: Int64 = 100
  /// Milliseconds between two lines elsewhere.
  static let lineInterval: Int64 = 5000

  private struct State {
    var current: Progress?
    var window = RateWindow()
    var begin = Instant(milliseconds: 0)
    var lastShown: Instant?
    /// Whether the bar stands on the terminal's last line.
    var isDrawn = false
  }

  /// Takes the style of standard error and the clock that paces the drawing.
  public init(
    terminal: Terminal, style: Style, verbosity: Verbosity, now: @escaping @Sendable () -> Instant
  ) {
    self.terminal = terminal
    self.style = style
    isQuiet = verbosity == .quiet
    self.now = now
  }

  /// What a run tells its progress to; `shouldStop` says whether it should end early.
  public func observer(shouldStop: @escaping @Sendable () -> Bool = { false }) -> Observer {
    Observer(progress: { self.update($0) }, shouldStop: shouldStop)
  }

  /// Takes the state of the work and shows it when it is time to.
  ///
  /// Another activity than before ends the one before.
  public func update(_ progress: Progress) {
    guard !isQuiet else { return }
    state.withLock { state in
      let moment = now()
      if let current = state.current, current.activity != progress.activity {
        end(&state, at: moment)
      }
      if state.current == nil {
        state.begin = moment
        state.lastShown = terminal.isErrorTerminal ? nil : moment
      }
      state.current = progress
      state.window.add(progress, at: moment)
      guard isDue(state, at: moment) else { return }
      state.lastShown = moment
      show(&state, at: moment)
    }
  }

  /// Ends what is shown with a line that sums it up.
  public func finish() {
    guard !isQuiet else { return }
    state.withLock { end(&$0, at: now()) }
  }

  /// Lets the body write to the terminal above the bar; the body must not call the bar.
  public func aside(_ body: () -> Void) {
    state.withLock { state in
      if state.isDrawn { terminal.writeError(Array("\r\u{1B}[K".utf8)) }
      let wasDrawn = state.isDrawn
      state.isDrawn = false
      body()
      if wasDrawn { show(&state, at: now()) }
    }
  }

  private func isDue(_ state: State, at moment: Instant) -> Bool {
    guard let last = state.lastShown else { return true }
    let elapsed = moment.milliseconds - last.milliseconds
    let interval =
      terminal.isErrorTerminal ? ProgressBar.redrawInterval : ProgressBar.lineInterval
    // A clock that was set back must not silence the bar.
    return elapsed >= interval || elapsed < 0
  }

  private func show(_ state: inout State, at moment: Instant) {
    guard let line = line(state, at: moment) else { return }
    if terminal.isErrorTerminal {
      // The last column stays free: some terminals wrap when it is written.
      let bar = line.bar(width: max(1, terminal.width() - 1), style: style)
      terminal.writeError(Array("\r\(bar)\u{1B}[K".utf8))
      state.isDrawn = true
    } else {
      terminal.writeError(Array("\(line.plain)\n".utf8))
    }
  }

  private func end(_ state: inout State, at moment: Instant) {
    guard let line = line(state, at: moment) else { return }
    let start = state.isDrawn ? "\r\u{1B}[K" : ""
    terminal.writeError(Array("\(start)\(line.summary)\n".utf8))
    state = State()
  }

  private func line(_ state: State, at moment: Instant) -> ProgressLine? {
    state.current.map { progress in
      ProgressLine(
        progress: progress, window: state.window,
        elapsed: max(0, moment.milliseconds - state.begin.milliseconds))
    }
  }
}
