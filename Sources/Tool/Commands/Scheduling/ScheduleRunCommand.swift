import ArgumentParser
import Console
import Foundation
import JSONText
import PipelineCore
import RecipeModel
import Schedule
import Store

/// Runs a pipeline once now, as a job of its schedule.
struct ScheduleRunCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a pipeline once now, as a job of its schedule.",
    discussion: """
      EXAMPLES:
        levain schedule run pipelines/nightly.yaml

      For timers of others, such as cron and systemd. The job is recorded; what the file says of its \
      time limit, of attempts and of overlapping holds. What was due and did not run is done with it.

      The exit code is that of the run; 0 where it was left out, because the one before has not ended \
      (overlap: skip), and 5 where it is refused for that, or another process keeps the schedule.

      JSON (levain.schedule-run/1): pipeline, and the job as `levain schedule list` gives it.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The pipeline file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  func run(in session: CommandSession) throws -> ScheduledRun {
    let pipeline = try session.readSchedule(of: file)
    if pipeline.makesStore { try session.makeStore(at: pipeline.storePath) }
    _ = try RecipeStore.open(at: pipeline.storePath)
    if let overlapping = try waitForOthers(pipeline, in: session) { return overlapping }
    let (keeper, _) = try session.keepSchedules(
      of: [file], role: .running, isAsked: true, endsWhenIdle: true)
    if let obstacle = keeper.watches[0].obstacle { throw obstacle.error }
    guard let last = keeper.watches[0].last else {
      throw ScheduleFault(what: "nothing became of the job")
    }
    return ScheduledRun(pipeline: pipeline.name, job: last.job, runExitCode: last.exitCode)
  }

  /// Does what the file says where another job of the pipeline has not ended; nil when it may begin.
  private func waitForOthers(
    _ pipeline: ScheduledPipeline, in session: CommandSession
  ) throws -> ScheduledRun? {
    let take = { (role: ScheduleLock.Role) in
      try ScheduleLock.take(pipeline.name, ofStoreAt: pipeline.storePath, for: role)
    }
    var queue: ScheduleLock?
    defer { withExtendedLifetime(queue) {} }
    while try take(.running) == nil {
      guard try take(.keeping) != nil else {
        throw KeptElsewhere(pipeline: pipeline.name, store: pipeline.storePath)
      }
      switch pipeline.schedule.overlap {
      case .queue:
        // One waits; more that are due until then are left out.
        if queue == nil { queue = try take(.waiting) }
        guard queue != nil else { return try leave(.skipped, of: pipeline, in: session) }
        session.context.sleep(.seconds(1))
      case .skip: return try leave(.skipped, of: pipeline, in: session)
      case .refuse: return try leave(.failed, of: pipeline, in: session)
      }
    }
    return nil
  }

  private func leave(
    _ state: JobState, of pipeline: ScheduledPipeline, in session: CommandSession
  ) throws -> ScheduledRun {
    let now = session.surroundings.now()
    // Those that are due by the schedule are due at whole minutes.
    let due = now.milliseconds % 60_000 == 0 ? now.advanced(byMilliseconds: 1) : now
    let job = ScheduledJob(
      pipeline: pipeline.name, dueAt: due, state: state, reason: .overlapping, startsAt: due,
      endedAt: now)
    try JobBook(RecipeStore.open(at: pipeline.storePath)).keep([job])
    return ScheduledRun(
      pipeline: pipeline.name, job: job,
      runExitCode: state == .failed ? PipelineCore.ExitCode.locked.rawValue : nil)
  }
}

/// What became of a job that was asked for.
struct ScheduledRun: CommandResult {
  var pipeline: String
  var job: ScheduledJob
  var runExitCode: Int32?

  var schema: String { "schedule-run/1" }

  var exitCode: PipelineCore.ExitCode {
    switch job.state {
    case .succeeded, .skipped:
      runExitCode.flatMap { PipelineCore.ExitCode(rawValue: $0) } ?? .done
    case .pending, .running, .retrying: .interrupted
    case .failed: runExitCode.flatMap { PipelineCore.ExitCode(rawValue: $0) } ?? .failed
    }
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("pipeline", pipeline)
    writer.key("job")
    writer.object { writer in
      job.writeMembers(to: &writer)
      if let runExitCode { writer.member("exitCode", Int(runExitCode)) }
    }
  }

  func show(on output: HumanOutput) {
    output.line("\(pipeline): \(job.summary)")
  }
}
