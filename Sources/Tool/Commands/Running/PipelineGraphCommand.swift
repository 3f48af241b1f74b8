import ArgumentParser
import Console
import JSONText
import PipelineCore
import Pipelines

/// The stages of a file as a picture.
struct PipelineGraphCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Draw the stages of a pipeline file as a Mermaid flow chart.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The pipeline file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  func run(in session: CommandSession) throws -> PipelineChart {
    let plan = try session.readPlan(of: file)
    return PipelineChart(pipeline: plan.name, mermaid: plan.asMermaid)
  }
}

/// A chart of a pipeline.
struct PipelineChart: CommandResult {
  var pipeline: String
  var mermaid: String

  var schema: String { "pipeline-graph/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("pipeline")
    writer.string(pipeline)
    writer.key("mermaid")
    writer.string(mermaid)
  }

  func show(on output: HumanOutput) {
    for line in mermaid.split(separator: "\n") { output.line(String(line)) }
  }
}
