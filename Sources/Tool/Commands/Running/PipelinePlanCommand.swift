import ArgumentParser
import Pipelines

/// The stages of a file in the order they run in.
struct PipelinePlanCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show the stages of a pipeline file in the order they run in.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The pipeline file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(help: "Only this stage, by its name or kind; may be repeated.")
  var only: [String] = []

  func run(in session: CommandSession) throws -> PipelineOutcome {
    .planned(try session.readPlan(of: file).selecting(only: only))
  }
}
