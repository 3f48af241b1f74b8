import ArgumentParser
import Console
import JSONText
import PipelineCore
import Schedule
import Store

/// Keeps the schedules of pipelines until it is stopped.
struct ScheduleStartCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Keep the schedules of pipelines until stopped.",
    discussion: """
      EXAMPLES:
        levain schedule start pipelines/nightly.yaml
        levain schedule start pipelines                 all of a folder that have a schedule
        levain schedule start pipelines --once          what is due now, then end

      It stays in the foreground, and says on standard error what it does. Each job is a process of its \
      own, `levain run`; what becomes of it is recorded in the store that the pipeline runs on. A file or \
      a store that cannot be read is told once and looked at again; the others go on.

      SIGTERM and Ctrl-C end it: what runs ends where it is whole, and goes on when the schedule is \
      started again; a second one ends it at once. SIGHUP reads the files again, which happens by itself \
      when they are changed. After a crash, runs that go on are watched, and lost ones tried again.

      JSON (levain.schedule-start/1): pipelines, each with pipeline, succeeded, failed and skipped (how \
      many jobs ended so), and problems (how often something was in the way).
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: "Pipeline files (YAML), or folders of them.",
    completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Flag(help: "Do what is due now, and end.")
  var once = false

  func run(in session: CommandSession) throws -> KeptSchedules {
    guard session.context.environment["SOURCE_DATE_EPOCH"] == nil else {
      throw ScheduleFault(
        what: "SOURCE_DATE_EPOCH stops the clock, and nothing would ever be due")
    }
    let (_, log) = try session.keepSchedules(
      of: try session.scheduledFiles(files), role: .keeping, endsWhenIdle: once)
    return KeptSchedules(
      ended: log.ended.map { .init(pipeline: $0.pipeline, counts: $0.counts) },
      problemCount: log.problemCount, failsForJobs: once)
  }
}

/// What became of schedules that were kept.
struct KeptSchedules: CommandResult {
  struct Ended {
    var pipeline: String
    var counts: [JobState: Int]
  }

  var ended: [Ended]
  var problemCount: Int
  /// Whether failed jobs, and problems, are failures of this command.
  var failsForJobs: Bool

  var schema: String { "schedule-start/1" }

  var exitCode: PipelineCore.ExitCode {
    let hasFailed = problemCount > 0 || ended.contains { $0.counts[.failed, default: 0] > 0 }
    return failsForJobs && hasFailed ? .failed : .done
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("pipelines")
    writer.array { writer in
      for pipeline in ended {
        writer.object { writer in
          writer.member("pipeline", pipeline.pipeline)
          for state in [JobState.succeeded, .failed, .skipped] {
            writer.member(state.rawValue, pipeline.counts[state, default: 0])
          }
        }
      }
    }
    writer.member("problems", problemCount)
  }

  func show(on output: HumanOutput) {
    guard !ended.isEmpty else { return output.note("no job has ended") }
    var table = TextTable(columns: [
      .init("pipeline"), .init("succeeded", .right), .init("failed", .right),
      .init("skipped", .right),
    ])
    for pipeline in ended {
      table.append(
        [.init(pipeline.pipeline)]
          + [JobState.succeeded, .failed, .skipped].map { .init(pipeline.counts[$0, default: 0]) })
    }
    output.table(table)
  }
}
