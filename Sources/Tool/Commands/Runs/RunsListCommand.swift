import ArgumentParser
import Console
import JSONText
import PipelineCore
import RecipeModel
import Store

/// Lists runs.
struct RunsListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the runs, newest first.")

  @OptionGroup var options: GlobalOptions

  @Option(help: "How many runs to list at most.")
  var limit = 20

  func validate() throws {
    try PageLimit.check(limit)
  }

  func run(in session: CommandSession) throws -> RunList {
    let limit = limit
    return RunList(runs: try session.openStore().read { try $0.runs(limit: limit) })
  }
}

/// Runs in a list.
struct RunList: CommandResult {
  var runs: [StoredRun]

  var schema: String { "runs/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("runs")
    writer.array { writer in
      for run in runs { writer.object { writer in run.writeMembers(to: &writer) } }
    }
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("run"), .init("kind"), .init("state"), .init("started"), .init("took", .right),
      .init("what"),
    ])
    for run in runs {
      table.append([
        .init(run.id.text), .init(run.kind.rawValue), .init(run.state.rawValue, run.state.role),
        .init(run.startedAt.description), .init(run.duration ?? ""), .init(run.label),
      ])
    }
    output.table(table)
  }
}

extension StoredRun {
  /// How long the last attempt took; nil while it is at work.
  var duration: String? {
    finishedAt.map {
      Figures.duration(milliseconds: $0.milliseconds - startedAt.milliseconds)
    }
  }

  /// Writes the members of the run's JSON object.
  func writeMembers(to writer: inout JSONWriter) {
    writer.key("id")
    writer.string(id.text)
    writer.key("kind")
    writer.string(kind.rawValue)
    writer.key("state")
    writer.string(state.rawValue)
    writer.key("what")
    writer.string(label)
    writer.key("referenceAt")
    writer.string(referenceAt.description)
    writer.key("startedAt")
    writer.string(startedAt.description)
    writer.key("attempts")
    writer.integer(attempts)
    if let finishedAt {
      writer.key("finishedAt")
      writer.string(finishedAt.description)
    }
    if let exitCode {
      writer.key("exitCode")
      writer.integer(exitCode)
    }
    if let failure {
      writer.key("failure")
      writer.string(failure)
    }
  }
}

extension RunState {
  /// How the state is set off.
  var role: Style.Role {
    switch self {
    case .running: .emphasis
    case .succeeded: .success
    case .failed: .failure
    case .interrupted, .undone: .warning
    }
  }
}
