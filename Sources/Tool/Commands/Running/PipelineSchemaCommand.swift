import ArgumentParser
import Console
import JSONText
import PipelineCore
import Pipelines
import RecipeFormats

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
        formats: RecipeReaders.formatNames, columnFields: StatedColumns.fieldNames
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
