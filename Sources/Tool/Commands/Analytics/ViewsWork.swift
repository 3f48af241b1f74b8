import Console
import EventLogs
import JSONText
import PipelineCore
import RecipeModel
import Rollups
import Store

/// Loads view logs, as a command or a pipeline asks for it.
struct ViewsWork {
  var paths: [String]
  /// Under which paths access logs have recipes.
  var recipePaths: [RecipePath]

  func run(at bench: Workbench) throws -> ViewsResult {
    ViewsResult(
      outcome: try ViewLoad(store: bench.store, surroundings: bench.surroundings)
        .run(
          paths, settings: ViewLoadSettings(recipePaths: recipePaths), parent: bench.parent,
          observer: bench.observer))
  }
}

/// The account of view logs.
struct ViewsResult: CommandResult {
  var outcome: ViewLoadOutcome

  var schema: String { "views/1" }
  var exitCode: ExitCode { outcome.exitCode }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("run")
    writer.string(outcome.run.text)
    writer.key("total")
    outcome.total.write(to: &writer)
    writer.key("members")
    writer.array { writer in
      for account in outcome.accounts { account.write(to: &writer) }
    }
    writer.key("leftOut")
    writer.integer(outcome.passedOverCount)
  }

  func show(on output: HumanOutput) {
    output.table(AccountTable.make(outcome.accounts, total: outcome.total))
    for item in outcome.passedOver { output.note("left out: \(item.location): \(item.reason)") }
    if outcome.total.quarantined > 0 {
      output.note(
        "\(Figures.count(outcome.total.quarantined, "event", "events")) in quarantine: "
          + "`levain quarantine list --run \(outcome.run.text)` lists them")
    }
  }
}
