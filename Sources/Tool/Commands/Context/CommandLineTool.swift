import ArgumentParser
import Console
import PipelineCore

/// The whole tool as a function from arguments to an exit code.
public struct CommandLineTool {
  private let context: CommandContext

  public init(context: CommandContext) {
    self.context = context
  }

  /// Parses the arguments, runs the command, and says what went wrong.
  public func run(_ arguments: [String]) -> Int32 {
    do {
      return run(try Levain.parseAsRoot(arguments), parsedFrom: arguments)
    } catch {
      return explain(error)
    }
  }

  /// Runs a command that was parsed, and says what went wrong.
  func run(_ parsed: any ParsableCommand, parsedFrom arguments: [String]) -> Int32 {
    var command = parsed
    do {
      guard let command = command as? any LevainCommand else {
        try command.run()
        return PipelineCore.ExitCode.done.rawValue
      }
      return try command.perform(in: context).rawValue
    } catch let fault as any Fault {
      return report(fault, arguments: arguments)
    } catch {
      return explain(error)
    }
  }

  private func report(_ fault: any Fault, arguments: [String]) -> Int32 {
    let style = Style(
      environment: context.environment, isTerminal: context.terminal.isErrorTerminal,
      isSwitchedOff: arguments.contains("--no-color"))
    MessageWriter(terminal: context.terminal, style: style, verbosity: .normal).fault(fault)
    return fault.exitCode.rawValue
  }

  /// Help and versions go to standard output; mistakes on the command line to standard error.
  private func explain(_ error: any Error) -> Int32 {
    let text = Array((Levain.fullMessage(for: error) + "\n").utf8)
    if Levain.exitCode(for: error) == ArgumentParser.ExitCode.success {
      context.terminal.writeOut(text)
      return PipelineCore.ExitCode.done.rawValue
    }
    context.terminal.writeError(text)
    return Levain.exitCode(for: error) == ArgumentParser.ExitCode.validationFailure
      ? PipelineCore.ExitCode.usage.rawValue : PipelineCore.ExitCode.failed.rawValue
  }
}
