import ArgumentParser
import Pipelines

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
