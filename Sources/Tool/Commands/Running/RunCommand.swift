import ArgumentParser
import PipelineCore
import Pipelines
import RecipeModel

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
        levain run pipelines/months.yaml --backfill 2026-01..2026-03

      --resume goes on with the newest run of the pipeline if it failed, was interrupted or was \
      killed: what succeeded is not done again, and the run keeps its id, its reference time and its \
      settings. It is refused when the file or a variable in it has changed since; --from STAGE then \
      begins a new run there. With nothing to go on with it says so, and the exit code is 0. A run \
      of some of the stages that succeeded does not count.

      The paths that archive, import and views read may be patterns (*, ?, [a-z], and ** for folders). \
      What they find and a stage has done is not read again unless it changes, the settings of \
      the stage do, or --again is given; a mirror reads all of it. What is found is what is there when \
      the run is begun, also when it goes on later.

      --backfill runs the targets, report and site stages once for each day, week, month, quarter or \
      year of a range, as report@2026-01 and so on, after one rollup, which counts for all of them. \
      {period} in the path that a stage writes is then that period, and has to be there for more \
      than one; in any other run it is the day (UTC) that the run refers to. Targets of another \
      frequency have no such period. The same with --resume goes on with a backfill that failed.

      Relative paths in the file are relative to the current folder. ${NAME:-default} is filled in
      from the environment.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The pipeline file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var selection: StageSelection

  @Option(
    help: ArgumentHelp(
      "Run what is about periods once for each of these, such as 2026-01..2026-03.",
      valueName: "periods"), transform: RunCommand.periods)
  var backfill: PeriodRange?

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
    let source = try backfilled(session.readPipeline(file), in: session)
    let session = session.onStore(source.plan.store)
    let run = PipelineRun(source: source, patience: waiting.patience, again: again)
    if resume { return try isDryRun ? run.planOfResuming(in: session) : run.resume(in: session) }
    let plan = try selection.applied(to: source.plan)
    return isDryRun ? .planned(plan) : .ran(try run.run(plan, in: session))
  }

  /// The pipeline for each of the periods, where some were asked for.
  private func backfilled(
    _ source: PipelineSource, in session: CommandSession
  ) throws -> PipelineSource {
    guard let backfill else { return source }
    guard backfill.last.firstDay <= session.surroundings.now().day else {
      throw BackfillFault(.future(backfill))
    }
    var source = source
    source.plan = try source.plan.backfilling(backfill)
    return source
  }

  private static func periods(_ text: String) throws -> PeriodRange {
    guard let range = PeriodRange(text) else {
      throw ValidationError(
        "--backfill takes periods of one length, the earlier one first: 2026-01..2026-03, "
          + "2026-W05..2026-W09, 2026-Q1..2026-Q4, or one alone.")
    }
    return range
  }
}
