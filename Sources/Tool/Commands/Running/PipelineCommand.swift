import ArgumentParser
import Console
import JSONText
import PipelineCore
import Pipelines
import RecipeFormats

/// Pipeline files: what they would do, whether they are right, what they look like.
struct PipelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline", abstract: "Check and show pipeline files.",
    discussion: """
      EXAMPLES:
        levain pipeline validate pipelines/*.yaml
        levain pipeline plan pipelines/nightly.yaml
        levain pipeline graph pipelines/nightly.yaml     a Mermaid flow chart
        levain pipeline schema > levain.schema.json      for editors that complete YAML

      `levain run FILE` runs one.
      """,
    subcommands: [
      PipelinePlanCommand.self, PipelineValidateCommand.self, PipelineGraphCommand.self,
      PipelineSchemaCommand.self,
    ])
}

/// The stages of a file in the order they run in.
struct PipelinePlanCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show the stages of a pipeline file in the order they run in.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The pipeline file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var selection: StageSelection

  func run(in session: CommandSession) throws -> PipelineOutcome {
    .planned(try selection.applied(to: session.readPlan(of: file)))
  }
}

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

/// What editors complete pipeline files by.
struct PipelineSchemaCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of pipeline files, for editors.",
    discussion: """
      With the YAML language server, put this into the first line of a pipeline file:
        # yaml-language-server: $schema=levain.schema.json
      """)

  @OptionGroup var options: GlobalOptions

  func run(in session: CommandSession) -> PipelineSchemaResult {
    PipelineSchemaResult(
      content: PipelineSchema(
        formats: PipelineWords.formats, columnFields: StatedColumns.fieldNames
      ).json)
  }
}

/// The schema of pipeline files.
struct PipelineSchemaResult: CommandResult {
  var content: [UInt8]

  var schema: String { "pipeline-schema/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("pipeline")
    writer.raw(content)
  }

  func show(on output: HumanOutput) {
    output.terminal.writeOut(content + [UInt8(ascii: "\n")])
  }
}
