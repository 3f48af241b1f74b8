import ArgumentParser
import JSONText
import Pipelines

/// Lists the stages of pipeline files.
struct StagesCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages",
    abstract: "List the stages that a pipeline file may name, and their settings, as Markdown.")

  @OptionGroup var options: GlobalOptions

  func run(in session: CommandSession) -> StageList {
    StageList()
  }
}

/// The stages and their settings.
struct StageList: CommandResult {
  var schema: String { "stages/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("settings")
    writer.array { writer in
      for row in PipelineReference.rows {
        writer.object { writer in
          for (name, value) in [
            ("where", row.place), ("key", row.key.name), ("takes", row.key.kind.description),
            ("meaning", row.key.meaning),
          ] {
            writer.key(name)
            writer.string(value)
          }
          writer.key("required")
          writer.bool(row.key.isRequired)
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    output.lines(PipelineReference.stagesAsMarkdown)
    output.lines(PipelineReference.keysAsMarkdown)
  }
}
