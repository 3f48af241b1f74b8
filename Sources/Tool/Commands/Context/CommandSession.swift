import Console
import Foundation
import JSONText
import PipelineCore
import Store

/// One command at work: its context, its options, and the store when it asks for it.
struct CommandSession {
  let context: CommandContext
  let options: GlobalOptions
  let storePath: String
  let messages: MessageWriter
  private let progress: ProgressBar

  init(context: CommandContext, options: GlobalOptions, storePath: String? = nil) {
    self.context = context
    self.options = options
    // A variable that is set to nothing is as good as not set; `--store ""` is a mistake.
    let variable = context.environment["LEVAIN_STORE"].flatMap { $0.isEmpty ? nil : $0 }
    self.storePath = storePath ?? options.store ?? variable ?? "levain.db"
    let errorStyle = Style(
      environment: context.environment, isTerminal: context.terminal.isErrorTerminal,
      isSwitchedOff: options.noColor)
    messages = MessageWriter(
      terminal: context.terminal, style: errorStyle, verbosity: options.verbosity)
    progress = ProgressBar(
      terminal: context.terminal, style: errorStyle, verbosity: options.verbosity,
      now: context.surroundings.now)
  }

  var surroundings: Surroundings { context.surroundings }

  /// The same session on another store, for pipelines that name one.
  func onStore(_ path: String?) -> CommandSession {
    CommandSession(context: context, options: options, storePath: options.store ?? path)
  }

  func openStore() throws(StoreFault) -> RecipeStore {
    try RecipeStore.open(at: storePath)
  }

  /// Runs long work with progress on the terminal, stopped between batches by SIGINT or SIGTERM.
  func observed<Result>(_ body: (Observer) throws -> Result) rethrows -> Result {
    defer { progress.finish() }
    guard context.heedsSignals else { return try body(progress.observer()) }
    return try Interruption.heldBack { shouldStop in
      try body(progress.observer(shouldStop: shouldStop))
    }
  }

  func finishProgress() {
    progress.finish()
  }

  /// Shows a result as JSON or to a person.
  func show(_ result: some CommandResult) {
    if options.json {
      context.terminal.writeOut(result.json + [UInt8(ascii: "\n")])
    } else {
      let style = Style(
        environment: context.environment, isTerminal: context.terminal.isOutTerminal,
        isSwitchedOff: options.noColor)
      result.show(
        on: HumanOutput(terminal: context.terminal, style: style, messages: messages))
    }
  }
}

extension CommandSession {
  /// Shows the result of a stage among the messages, where it does not mix with data.
  func remark(_ result: any CommandResult) {
    guard options.verbosity != .quiet else { return }
    var terminal = context.terminal
    terminal.writeOut = context.terminal.writeError
    result.show(
      on: HumanOutput(terminal: terminal, style: messages.style, messages: messages))
  }
}
