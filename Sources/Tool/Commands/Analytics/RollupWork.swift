import Console
import JSONText
import PipelineCore
import RecipeModel
import Rollups

/// Counts what changed, as a command or a pipeline asks for it.
struct RollupWork {
  var rebuilds = false

  func run(at bench: Workbench) throws -> RollupResult {
    RollupResult(
      outcome: try Rollup(store: bench.store, surroundings: bench.surroundings)
        .run(rebuild: rebuilds, parent: bench.parent, observer: bench.observer))
  }
}

/// What was counted again.
struct RollupResult: CommandResult {
  var outcome: RollupOutcome

  var schema: String { "rollup/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("run")
    writer.string(outcome.run.text)
    for (name, count) in [
      ("days", outcome.days), ("rows", outcome.rows), ("events", outcome.events),
      ("targetPoints", outcome.targetPoints),
    ] {
      writer.key(name)
      writer.integer(count)
    }
  }

  func show(on output: HumanOutput) {
    let points = Figures.count(
      outcome.targetPoints, "point of a target", "points of targets")
    output.note(
      "rollup: \(Figures.count(outcome.days, "day", "days")) counted from "
        + "\(Figures.count(outcome.events, "event", "events")), "
        + "\(Figures.count(outcome.rows, "count", "counts")) changed"
        + (outcome.targetPoints > 0 ? ", and \(points)" : ""))
  }
}
