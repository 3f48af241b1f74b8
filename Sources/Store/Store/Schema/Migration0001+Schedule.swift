extension Migration {
  /// When pipelines ran by themselves.
  ///
  /// No snapshot holds it: it is about the machine that keeps the schedule, and a backup is the same
  /// before and after the job that takes it.
  static let scheduleTables = """
    -- Since when the schedule of a pipeline is what it is: what it would have been due before was never
    -- missed.
    CREATE TABLE schedule_known (
      pipeline TEXT PRIMARY KEY,
      schedule TEXT NOT NULL,
      known_since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The times that pipelines were due, and what became of them. Process and mark tell which process
    -- runs an attempt, though numbers of processes are given again.
    CREATE TABLE scheduled_job (
      id INTEGER PRIMARY KEY,
      pipeline TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (
        state = 'pending' OR state = 'running' OR state = 'retrying' OR state = 'succeeded'
        OR state = 'failed' OR state = 'skipped'),
      reason TEXT CHECK (
        reason = 'overlapping' OR reason = 'missed' OR reason = 'timed_out' OR reason = 'fault'
        OR reason = 'transient_fault' OR reason = 'lost' OR reason = 'stopped'),
      starts_at INTEGER NOT NULL,
      started_at INTEGER,
      ended_at INTEGER,
      attempts INTEGER NOT NULL CHECK (attempts >= 0),
      failures INTEGER NOT NULL CHECK (failures >= 0),
      missed_before INTEGER NOT NULL CHECK (missed_before >= 0),
      process INTEGER,
      process_mark TEXT,
      -- The run that the last attempt made, and how that attempt ended.
      run_id INTEGER REFERENCES run (id),
      exit_code INTEGER,
      UNIQUE (pipeline, due_at),
      CHECK ((ended_at IS NULL) = (state = 'pending' OR state = 'running' OR state = 'retrying'))
    ) STRICT;
    CREATE INDEX ix_scheduled_job_open ON scheduled_job (pipeline, due_at) WHERE ended_at IS NULL;
    CREATE INDEX ix_scheduled_job_run ON scheduled_job (run_id) WHERE run_id IS NOT NULL;

    """
}
