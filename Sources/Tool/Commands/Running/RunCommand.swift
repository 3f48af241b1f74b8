import ArgumentParser
import Pipelines

/// Runs a pipeline file.
struct RunCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the stages of a pipeline file.",
    discussion: """
      EXAMPLES:
        levain run pipelines/quickstart.yaml
        levain run pipelines/nightly.yaml --only rollup --only backup
        levain run pipelines/nightly.yaml --dry-run

      Relative paths in the file are relative to the current folder. ${NAME:-default} is filled in
      from the environment.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The pipeline file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(help: "Run only this stage, by its name or kind; may be repeated.")
  var only: [String] = []

  @Flag(name: .customLong("dry-run"), help: "Check the file and print the plan; run nothing.")
  var isDryRun = false

  func run(in session: CommandSession) throws -> PipelineOutcome {
    let plan = try session.readPlan(of: file).selecting(only: only)
    guard !isDryRun else { return .planned(plan) }
    return .ran(
      try PipelineRun(plan: plan, file: file, patience: waiting.patience).run(
        in: session.onStore(plan.store)))
  }
}
