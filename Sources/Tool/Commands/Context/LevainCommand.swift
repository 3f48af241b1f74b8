import ArgumentParser
import PipelineCore

/// A command that does something: parsed by ArgumentParser, run in a context, giving a result.
protocol LevainCommand: ParsableCommand {
  associatedtype Result: CommandResult

  var options: GlobalOptions { get }

  func run(in session: CommandSession) throws -> Result
}

extension LevainCommand {
  /// Runs the command and shows its result.
  func perform(in context: CommandContext) throws -> PipelineCore.ExitCode {
    let session = CommandSession(context: context, options: options)
    let result = try run(in: session)
    session.finishProgress()
    session.show(result)
    return result.exitCode
  }
}
