import PipelineCore
public import RecipeModel
public import Schedule

extension ReadTransaction {
  /// The jobs, with what is known of their runs.
  private var jobs: String {
    """
    SELECT j.*, r.public_id AS run_public_id, r.state AS run_state, r.exit_code AS run_exit_code
      FROM scheduled_job j LEFT JOIN run r ON r.id = j.run_id
    """
  }

  /// The jobs of a pipeline, the newest first.
  public func jobs(of pipeline: String, limit: Int) throws(StoreFault) -> [StoredJob] {
    try rows(
      jobs + " WHERE j.pipeline = ? ORDER BY j.due_at DESC LIMIT ?", [pipeline, limit]
    ) { StoredJob($0) }
  }

  /// The jobs of a pipeline that have not ended, in the order in which they were due.
  public func openJobs(of pipeline: String) throws(StoreFault) -> [StoredJob] {
    try rows(
      jobs + " WHERE j.pipeline = ? AND j.ended_at IS NULL ORDER BY j.due_at", [pipeline]
    ) { StoredJob($0) }
  }

  /// The newest job of each pipeline that has a schedule, by their names.
  public func newestJobs() throws(StoreFault) -> [StoredJob] {
    try rows(
      jobs + """
         JOIN schedule_known k ON k.pipeline = j.pipeline
        WHERE j.due_at = (SELECT max(due_at) FROM scheduled_job WHERE pipeline = k.pipeline)
        ORDER BY j.pipeline
        """
    ) { StoredJob($0) }
  }

  /// When a pipeline last ended well as a job.
  public func lastSuccess(of pipeline: String) throws(StoreFault) -> Instant? {
    try row(
      """
      SELECT ended_at FROM scheduled_job WHERE pipeline = ? AND state = 'succeeded'
        ORDER BY due_at DESC LIMIT 1
      """, [pipeline]
    ) { Instant(milliseconds: $0["ended_at"]) }
  }

  /// Since when the schedule of a pipeline is what it is; nil when it was never seen, or was another.
  public func known(
    _ schedule: String, of pipeline: String
  ) throws(StoreFault) -> Instant? {
    try row(
      "SELECT known_since FROM schedule_known WHERE pipeline = ? AND schedule = ?",
      [pipeline, schedule]
    ) { Instant(milliseconds: $0["known_since"]) }
  }
}

/// The book of scheduled jobs, through which alone they are written.
///
/// Its transactions are short, and need not hold the store against other runs: a run that does may
/// take hours.
public struct JobBook: Sendable {
  /// How many ended jobs of a pipeline are kept: those of 27 years of nights, or a month of every
  /// five minutes.
  public static let limit = 10_000

  private let store: RecipeStore

  public init(_ store: RecipeStore) {
    self.store = store
  }

  /// Keeps the schedule of a pipeline as seen.
  ///
  /// - Parameters:
  ///   - schedule: The text of all that its times depend on.
  ///   - pipeline: Its name.
  ///   - now: The present moment.
  /// - Returns: Since when it is what it is: now, where it was never seen or was another.
  /// - Throws: A fault of the store.
  public func know(_ schedule: String, of pipeline: String, at now: Instant) throws -> Instant {
    if let since = try store.read({ (transaction) throws(StoreFault) in
      try transaction.known(schedule, of: pipeline)
    }) {
      return since
    }
    try store.write { (transaction) throws(StoreFault) in
      try transaction.execute(
        """
        INSERT INTO schedule_known (pipeline, schedule, known_since) VALUES (?, ?, ?)
          ON CONFLICT (pipeline) DO UPDATE SET schedule = excluded.schedule,
            known_since = excluded.known_since
        """, [pipeline, schedule, now.milliseconds])
    }
    return now
  }

  /// Keeps what became of jobs of one pipeline, all of it or nothing.
  ///
  /// A job that begins an attempt is no longer of the process, the run and the exit code of an earlier
  /// one.
  ///
  /// - Parameters:
  ///   - jobs: The jobs as they are now; each is known by its pipeline and when it was due.
  ///   - exitCode: With what an attempt of the first of them ended, when it did.
  /// - Returns: The keys, in the order of the jobs.
  /// - Throws: A fault of the store.
  @discardableResult
  public func keep(_ jobs: [ScheduledJob], exitCode: Int32? = nil) throws -> [JobKey] {
    try store.write { (transaction) throws(StoreFault) in
      var keys: [JobKey] = []
      for (index, job) in jobs.enumerated() {
        keys.append(try transaction.keep(job, exitCode: index == 0 ? exitCode : nil))
      }
      for pipeline in Set(jobs.filter(\.state.isEnded).map(\.pipeline)) {
        try transaction.forgetOldJobs(of: pipeline)
      }
      return keys
    }
  }

  /// Keeps which process runs an attempt.
  public func keep(process number: Int32, mark: String, of job: JobKey) throws {
    try store.write { (transaction) throws(StoreFault) in
      try transaction.execute(
        "UPDATE scheduled_job SET process = ?, process_mark = ? WHERE id = ?",
        [Int64(number), mark, job.value])
    }
  }
}

extension WriteTransaction {
  /// Keeps which run the attempt of a job has made: the first one, since that may start others.
  ///
  /// A job that is not there, or does not run, is passed over.
  public func keep(_ run: RunKey, of job: JobKey) throws(StoreFault) {
    try execute(
      "UPDATE scheduled_job SET run_id = ? WHERE id = ? AND state = 'running' AND run_id IS NULL",
      [run.value, job.value])
  }

  fileprivate func keep(_ job: ScheduledJob, exitCode: Int32?) throws(StoreFault) -> JobKey {
    try execute(
      """
      INSERT INTO scheduled_job (pipeline, due_at, state, reason, starts_at, started_at, ended_at,
          attempts, failures, missed_before, exit_code)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT (pipeline, due_at) DO UPDATE SET
          process = CASE WHEN excluded.attempts = attempts THEN process END,
          process_mark = CASE WHEN excluded.attempts = attempts THEN process_mark END,
          run_id = CASE WHEN excluded.attempts = attempts THEN run_id END,
          exit_code = CASE WHEN excluded.attempts = attempts
            THEN coalesce(excluded.exit_code, exit_code) END,
          state = excluded.state, reason = excluded.reason, starts_at = excluded.starts_at,
          started_at = excluded.started_at, ended_at = excluded.ended_at,
          attempts = excluded.attempts, failures = excluded.failures,
          missed_before = excluded.missed_before
      """,
      [
        job.pipeline, job.dueAt.milliseconds, job.state.rawValue, job.reason?.rawValue,
        job.startsAt.milliseconds, job.startedAt?.milliseconds, job.endedAt?.milliseconds,
        job.attempts, job.failures, job.missedBefore, job.state == .running ? nil : exitCode,
      ])
    return JobKey(
      try integer(
        "SELECT id FROM scheduled_job WHERE pipeline = ? AND due_at = ?",
        [job.pipeline, job.dueAt.milliseconds]))
  }

  /// Removes the oldest ended jobs of a pipeline beyond so many.
  fileprivate func forgetOldJobs(of pipeline: String) throws(StoreFault) {
    try execute(
      """
      DELETE FROM scheduled_job WHERE pipeline = ?1 AND ended_at IS NOT NULL AND due_at < (
        SELECT due_at FROM scheduled_job WHERE pipeline = ?1 ORDER BY due_at DESC
          LIMIT 1 OFFSET ?2)
      """, [pipeline, JobBook.limit - 1])
  }
}
