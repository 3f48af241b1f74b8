import Console
import JSONText
import Lineage
import PipelineCore
import Store

/// Indexes the lineage, as a command or a pipeline asks for it.
struct LineageWork {
  var rebuilds = false

  func run(at bench: Workbench) throws -> LineageResult {
    try bench.recorded(.lineage, "index the lineage") { _ in
      LineageResult(
        report: try LineageStage.run(
          on: bench.store, rebuilding: rebuilds, observer: bench.observer))
    }
  }
}

/// What the lineage stage did.
struct LineageResult: CommandResult {
  var report: LineageReport

  var schema: String { "lineage-index/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("trees")
    writer.integer(report.trees)
    writer.key("recipes")
    writer.integer(report.recipes)
  }

  func show(on output: HumanOutput) {
    output.note(
      "lineage: \(Figures.count(report.trees, "tree", "trees")) "
        + "of \(Figures.count(report.recipes, "recipe", "recipes")) numbered")
  }
}
