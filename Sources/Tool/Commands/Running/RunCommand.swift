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
        levain run pipelines/nightly.yaml --resume
        levain run pipelines/nightly.yaml --from rollup

      --resume goes on with the newest run of the pipeline if it failed, was interrupted or was \
      killed: what succeeded is not done again, and the run keeps its id, its reference time and its \
      settings. It is refused when the file or a variable in it has changed since; --from STAGE then \
      begins a new run there. With nothing to go on with it says so, and the exit code is 0. A run \
      of some of the stages that succeeded does not count.

      The paths that archive, import and views read may be patterns (*, ?, [a-z], and ** for folders). \
      What they find and a stage has done is not read again unless it changes, the settings of \
      the stage do, or --again is given; a mirror reads all of it. What is found is what is there when \
      the run is begun, also when it goes on later.

      Relative paths in the file are relative to the current folder. ${NAME:-default} is filled in
      from the environment.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The pipeline file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var selection: StageSelection

  @Flag(help: "Go on with the newest run of the pipeline, if it did not succeed.")
  var resume = false

  @Flag(help: "Read inputs again that patterns find and stages have done.")
  var again = false

  @Flag(name: .customLong("dry-run"), help: "Check the file and print the plan; run nothing.")
  var isDryRun = false

  func validate() throws {
    guard !resume || !again else {
      throw ValidationError(
        "--resume goes on with the inputs that the run was begun with; leave out --again.")
    }
    guard !resume || selection.isEmpty else {
      throw ValidationError(
        "--resume goes on with the stages that the run was begun with; leave out --only and --from."
      )
    }
  }

  func run(in session: CommandSession) throws -> PipelineOutcome {
    let source = try session.readPipeline(file)
    let session = session.onStore(source.plan.store)
    let run = PipelineRun(source: source, patience: waiting.patience, again: again)
    if resume { return try isDryRun ? run.planOfResuming(in: session) : run.resume(in: session) }
    let plan = try selection.applied(to: source.plan)
    return isDryRun ? .planned(plan) : .ran(try run.run(plan, in: session))
  }
}
