public import RecipeModel
public import Schedule

/// Marks keys of scheduled jobs.
public enum JobEntity {}
public typealias JobKey = RowKey<JobEntity>

/// A scheduled job as it is kept.
public struct StoredJob: Sendable, Equatable {
  public var key: JobKey
  public var job: ScheduledJob
  /// The process that runs the attempt, or ran the last one.
  public var process: Process?
  /// The run that the last attempt made.
  public var run: Run?
  /// With what the last attempt ended, where that is known.
  public var exitCode: Int32?

  /// A process, by its number and what tells it from later ones that are given the same.
  public struct Process: Sendable, Equatable {
    public var number: Int32
    public var mark: String
  }

  /// A run, and how it stands.
  public struct Run: Sendable, Equatable {
    public var id: RunID
    public var state: RunState
    public var exitCode: Int32?
  }

  init(_ row: Row) {
    key = JobKey(row["id"])
    let moment = { (column: String) in
      (row[column] as Int64?).map { Instant(milliseconds: $0) }
    }
    job = ScheduledJob(
      pipeline: row["pipeline"], dueAt: Instant(milliseconds: row["due_at"]),
      state: JobState(rawValue: row["state"]) ?? .failed,
      reason: (row["reason"] as String?).flatMap { JobReason(rawValue: $0) },
      startsAt: Instant(milliseconds: row["starts_at"]), startedAt: moment("started_at"),
      endedAt: moment("ended_at"), attempts: row["attempts"], failures: row["failures"],
      missedBefore: row["missed_before"])
    exitCode = row["exit_code"]
    if let number = row["process"] as Int32?, let mark = row["process_mark"] as String? {
      process = Process(number: number, mark: mark)
    }
    if let id = row["run_public_id"] as String?, let state = row["run_state"] as String? {
      run = Run(
        id: RunID(id), state: RunState(rawValue: state) ?? .failed, exitCode: row["run_exit_code"])
    }
  }
}
