import Console
import Duplicates
import JSONText
import PipelineCore
import Store

/// Looks for near-duplicates, as a command or a pipeline asks for it.
struct DuplicatesWork {
  var rebuilds = false

  func run(at bench: Workbench) throws -> DuplicatesResult {
    try bench.recorded(.duplicates, "find near-duplicates") { _ in
      DuplicatesResult(
        report: try DuplicateStage.run(
          on: bench.store, rebuilding: rebuilds, observer: bench.observer))
    }
  }
}

/// What the stage of near-duplicates did.
struct DuplicatesResult: CommandResult {
  var report: DuplicateReport

  var schema: String { "duplicates-index/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("texts")
    writer.integer(report.bodies)
    writer.key("nearDuplicates")
    writer.integer(report.pairs)
  }

  func show(on output: HumanOutput) {
    output.note(
      "duplicates: \(Figures.count(report.bodies, "text", "texts")) compared, "
        + "\(Figures.count(report.pairs, "near-duplicate", "near-duplicates")) found")
  }
}
