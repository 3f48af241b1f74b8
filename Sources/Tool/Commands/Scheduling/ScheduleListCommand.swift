import ArgumentParser
import Console
import Foundation
import JSONText
import PipelineCore
import RecipeModel
import Schedule
import Store

/// Pipelines with their schedules, and what became of them.
struct ScheduleListCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List pipelines with their schedules and what became of them.",
    discussion: """
      EXAMPLES:
        levain schedule list pipelines
        levain schedule list pipelines/nightly.yaml --json | jq .pipelines[0].jobs

      Files that cannot be read are told, and the others listed; so are stores.

      JSON (levain.schedule-list/1): pipelines, each with pipeline, file, cron, timeZone, store, nextDue, \
      lastSuccess and jobs (the last 20: dueAt, state, reason, startsAt, startedAt, endedAt, attempts, \
      missedBefore, process, run, exitCode).
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: "Pipeline files (YAML), or folders of them.",
    completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  /// How many jobs of each are read.
  private static let jobCount = 20

  func run(in session: CommandSession) throws -> ScheduleList {
    var list = ScheduleList()
    let isOne = files.count == 1
    for file in try session.pipelineFiles(files) {
      do {
        let pipeline = try session.readSchedule(of: file)
        list.entries.append(try entry(pipeline, in: session))
      } catch is NoSchedule where !isOne || file != files[0] {
        session.messages.detail("\(file) has no schedule")
      } catch let fault as any Fault where !isOne || file != files[0] {
        session.messages.fault(fault)
        list.isWhole = false
      }
    }
    return list
  }

  private func entry(
    _ pipeline: ScheduledPipeline, in session: CommandSession
  ) throws -> ScheduleList.Entry {
    let now = session.surroundings.now()
    var entry = ScheduleList.Entry(
      pipeline: pipeline,
      nextDue: pipeline.schedule.expression.next(after: now, in: pipeline.schedule.clock))
    // A pipeline may make its store in its first run.
    guard FileManager.default.fileExists(atPath: pipeline.storePath) else { return entry }
    try RecipeStore.open(at: pipeline.storePath).read { (transaction) throws(StoreFault) in
      entry.jobs = try transaction.jobs(of: pipeline.name, limit: ScheduleListCommand.jobCount)
      entry.lastSuccess = try transaction.lastSuccess(of: pipeline.name)
    }
    return entry
  }
}

/// Pipelines that run by themselves.
struct ScheduleList: CommandResult {
  struct Entry {
    var pipeline: ScheduledPipeline
    var nextDue: Instant?
    var lastSuccess: Instant?
    /// The newest first.
    var jobs: [StoredJob] = []
  }

  var entries: [Entry] = []
  /// Whether all files and stores could be read.
  var isWhole = true

  var schema: String { "schedule-list/1" }
  var exitCode: PipelineCore.ExitCode { isWhole ? .done : .failed }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("pipelines")
    writer.array { writer in
      for entry in entries {
        writer.object { writer in
          entry.pipeline.writeMembers(to: &writer)
          writer.member("store", entry.pipeline.storePath)
          if let due = entry.nextDue { writer.member("nextDue", due.description) }
          if let last = entry.lastSuccess { writer.member("lastSuccess", last.description) }
          writer.key("jobs")
          writer.array { writer in
            for job in entry.jobs { writer.object { writer in job.writeMembers(to: &writer) } }
          }
        }
      }
    }
  }

  func show(on output: HumanOutput) {
    var table = TextTable(columns: [
      .init("pipeline"), .init("schedule"), .init("time zone"), .init("last job"),
      .init("last success"), .init("next due"), .init("file"),
    ])
    for entry in entries {
      let clock = entry.pipeline.schedule.clock
      let last = entry.jobs.first?.job
      table.append([
        .init(entry.pipeline.name), .init(entry.pipeline.schedule.expression.text),
        .init(clock.name), last.map { .init($0.summary, $0.state.role) } ?? "none yet",
        .init(entry.lastSuccess.map(clock.text) ?? "never"),
        .init(entry.nextDue.map(clock.text) ?? "never"), .init(entry.pipeline.file),
      ])
    }
    output.table(table)
  }
}

extension StoredJob {
  /// Writes the members of the job's JSON object.
  func writeMembers(to writer: inout JSONWriter) {
    job.writeMembers(to: &writer)
    if let process { writer.member("process", Int(process.number)) }
    if let run { writer.member("run", run.id.text) }
    if let exitCode { writer.member("exitCode", Int(exitCode)) }
  }
}

extension ScheduledJob {
  /// Where it stands, and why.
  var summary: String { state.rawValue + (reason.map { ": \($0.meaning)" } ?? "") }

  /// Writes the members of the job's JSON object.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("dueAt", dueAt.description)
    writer.member("state", state.rawValue)
    if let reason { writer.member("reason", reason.rawValue) }
    writer.member("startsAt", startsAt.description)
    if let startedAt { writer.member("startedAt", startedAt.description) }
    if let endedAt { writer.member("endedAt", endedAt.description) }
    writer.member("attempts", attempts)
    writer.member("missedBefore", missedBefore)
  }
}

extension JobState {
  /// How the state is set off.
  var role: Style.Role {
    switch self {
    case .pending, .running: .emphasis
    case .succeeded: .success
    case .failed: .failure
    case .retrying, .skipped: .warning
    }
  }
}
