import Console
import JSONText
import Monitoring
import PipelineCore
import RecipeModel
import Schedule
import Statistics
import Store

/// How an installation is, for whoever watches it.
struct InstallationStatus: CommandResult {
  /// More than this of something is too much; nil where nobody asks.
  struct Limits {
    var quarantine: Int?
    /// Days whose views wait to be counted.
    var dirtyDays: Int?
  }

  var now: Instant
  var store: String
  var schemaVersion: Int
  /// Without pictures.
  var bytes: Int64
  /// What is free on the disk of the store; nil where the system does not say.
  var freeBytes: Int64?
  /// Who holds the store for a run at the moment.
  var holder: String?
  var works: [LastGood]
  var runs: [(kind: RunKind, state: RunState, count: Int)]
  /// Records that could not be read and wait for somebody.
  var quarantine: Int
  var rollup: RollupStatus
  /// The newest job of each pipeline that runs by itself.
  var jobs: [Job]
  var limits: Limits

  struct Job {
    var stored: StoredJob
    var lastSuccess: Instant?

    var isFailed: Bool { stored.job.state == .failed }
  }

  init(
    of opened: RecipeStore, at now: Instant, limits: Limits,
    works: (ReadTransaction) throws(StoreFault) -> [LastGood]
  ) throws {
    self.now = now
    self.limits = limits
    store = opened.path
    bytes = opened.bytesOnDisk
    freeBytes = RecipeStore.freeBytes(beside: opened.path)
    holder = RunLock.holder(ofStore: opened.path)
    (schemaVersion, runs, quarantine, rollup, self.works, jobs) = try opened.read {
      (transaction) throws(StoreFault) in
      var jobs: [Job] = []
      for stored in try transaction.newestJobs() {
        let lastSuccess = try transaction.lastSuccess(of: stored.job.pipeline)
        jobs.append(Job(stored: stored, lastSuccess: lastSuccess))
      }
      return (
        try transaction.snapshotState().schemaVersion, try transaction.runCounts(),
        try transaction.quarantineCount(), try RollupStatus(in: transaction),
        try works(transaction), jobs
      )
    }
  }

  var schema: String { "status/1" }
  var exitCode: ExitCode { isOverdue ? .overdue : .done }

  private var isOverdue: Bool {
    works.contains { $0.isOverdue(at: now) == true } || hasTooMuchInQuarantine || waitsTooLong
  }
  private var hasTooMuchInQuarantine: Bool { limits.quarantine.map { quarantine > $0 } ?? false }
  private var waitsTooLong: Bool { limits.dirtyDays.map { rollup.dirtyDays.count > $0 } ?? false }

  /// Runs that say that they are at work while nobody holds the store: they were killed.
  private var killed: Int {
    holder == nil ? runs.filter { $0.state == .running }.reduce(0) { $0 + $1.count } : 0
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("overdue", isOverdue)
    writer.member("store", store)
    writer.member("schemaVersion", schemaVersion)
    writer.key("bytes")
    writer.integer(bytes)
    if let freeBytes {
      writer.key("freeBytes")
      writer.integer(freeBytes)
    }
    writer.member("holder", holder)
    for work in works { work.write(to: &writer, at: now) }
    writer.key("jobs")
    writer.array { writer in
      for job in jobs {
        writer.object { writer in
          writer.member("pipeline", job.stored.job.pipeline)
          writer.member("dueAt", job.stored.job.dueAt)
          writer.member("state", job.stored.job.state.rawValue)
          writer.member("reason", job.stored.job.reason?.rawValue)
          writer.member("lastSuccess", job.lastSuccess)
        }
      }
    }
    writer.key("runs")
    writer.array { writer in
      for (kind, state, count) in runs {
        writer.object { writer in
          writer.member("kind", kind.rawValue)
          writer.member("state", state.rawValue)
          writer.member("count", count)
        }
      }
    }
    writer.member("killed", killed)
    writer.member("quarantine", quarantine)
    writer.member("lastDay", rollup.lastDay?.description)
    writer.member("countedAt", rollup.countedAt)
    writer.member("dirtyDays", rollup.dirtyDays.count)
    writer.member("behind", rollup.isBehind)
  }

  func show(on output: HumanOutput) {
    let free = freeBytes.map { ", \(Figures.bytes($0)) free" } ?? ""
    output.line("store       \(store) (\(Figures.bytes(bytes))\(free))")
    output.line("at work     \(holder ?? "nobody")")
    output.line(
      "quarantine  \(Figures.count(quarantine, "record", "records"))"
        + (hasTooMuchInQuarantine ? ": too many" : ""))
    output.line(
      "views       until \(rollup.lastDay?.description ?? "never"), counted "
        + (rollup.countedAt?.description ?? "never")
        + (rollup.isBehind
          ? "; \(Figures.count(rollup.dirtyDays.count, "day waits", "days wait"))" : "")
        + (waitsTooLong ? ": too many" : ""))
    output.show(works, at: now)
    for job in jobs where job.isFailed {
      output.messages.warning(
        "the scheduled \(job.stored.job.pipeline.escapedForTerminal) of \(job.stored.job.dueAt) "
          + "failed: `levain schedule list` says more")
    }
    if killed > 0 {
      output.messages.warning(
        Figures.count(killed, "run was killed", "runs were killed")
          + ": `levain runs list` lists what was run")
    }
  }
}

extension InstallationStatus {
  /// The same for Prometheus.
  var metrics: [MetricFamily] {
    func seconds(_ moment: Instant) -> Double { Double(moment.milliseconds) / 1000 }
    func works(_ value: (LastGood) -> Double?) -> [MetricFamily.Sample] {
      self.works.compactMap { work in value(work).map { .init($0, .init("work", work.name)) } }
    }
    return [
      MetricFamily(
        "levain_build_info", help: "The program that wrote these figures.",
        [.init(1, .init("version", Version.current))]),
      MetricFamily(
        "levain_status_timestamp_seconds", help: "When these figures were taken.",
        [.init(seconds(now))]),
      MetricFamily(
        "levain_store_size_bytes", help: "Size of the store without its pictures.",
        [.init(Double(bytes))]),
      MetricFamily(
        "levain_store_free_bytes", help: "What is free on the disk of the store.",
        freeBytes.map { [.init(Double($0))] } ?? []),
      MetricFamily(
        "levain_last_success_timestamp_seconds", help: "Of when the last one is that ended well.",
        works { $0.good.map { seconds($0.at) } }),
      MetricFamily(
        "levain_last_failure_timestamp_seconds",
        help: "Of when the last one is, where it did not end well.",
        works { $0.failed.map { seconds($0.at) } }),
      MetricFamily(
        "levain_overdue", help: "Whether the last good one is older than was asked for.",
        works { $0.isOverdue(at: now).map { $0 ? 1 : 0 } }),
      MetricFamily(
        "levain_runs", help: "Runs that the store knows.",
        runs.map {
          .init(
            Double($0.count), .init("kind", $0.kind.rawValue), .init("state", $0.state.rawValue))
        }),
      MetricFamily(
        "levain_runs_killed", help: "Runs that were killed and not gone on with.",
        [.init(Double(killed))]),
      MetricFamily(
        "levain_job_last_success_timestamp_seconds",
        help: "When the pipeline last ended well by its schedule.",
        jobs.compactMap { job in
          job.lastSuccess.map {
            .init(seconds($0), .init("pipeline", job.stored.job.pipeline))
          }
        }),
      MetricFamily(
        "levain_job_failed", help: "Whether the newest job of the pipeline has failed.",
        jobs.map { .init($0.isFailed ? 1 : 0, .init("pipeline", $0.stored.job.pipeline)) }),
      MetricFamily(
        "levain_quarantine_records", help: "Records in quarantine that wait for somebody.",
        [.init(Double(quarantine))]),
      MetricFamily(
        "levain_views_counted_timestamp_seconds", help: "When views were counted last.",
        rollup.countedAt.map { [.init(seconds($0))] } ?? []),
      MetricFamily(
        "levain_views_waiting", help: "Days whose views wait to be counted.",
        [.init(Double(rollup.dirtyDays.count))]),
    ]
  }
}
