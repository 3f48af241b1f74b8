import ArgumentParser
import Pipelines

/// Which stages of a pipeline file are meant.
struct StageSelection: ParsableArguments {
  @Option(help: "Only this stage, by its name or kind; may be repeated.")
  var only: [String] = []

  @Option(
    help: ArgumentHelp(
      "This stage, by its name, and all after it in the order of the plan.", valueName: "stage"))
  var from: String?

  var isEmpty: Bool { only.isEmpty && from == nil }

  /// The stages of a plan that are meant; what they need besides counts as done.
  func applied(to plan: PipelinePlan) throws(PipelineFault) -> PipelinePlan {
    guard let from else { return try plan.selecting(only: only) }
    return try plan.selecting(from: from).selecting(only: only)
  }
}
