public import PipelineCore
public import RecipeModel

extension ReadTransaction {
  /// The runs, newest first.
  public func runs(limit: Int) throws(StoreFault) -> [StoredRun] {
    try rows("SELECT * FROM run ORDER BY id DESC LIMIT ?", [limit]) { StoredRun($0) }
  }

  /// The run with a public id, or the only one whose id starts with the text.
  public func run(named text: String) throws(StoreFault) -> StoredRun? {
    let found = try rows(
      "SELECT * FROM run WHERE public_id >= ? AND public_id < ? LIMIT 2",
      [text, text + "\u{10FFFF}"]
    ) { StoredRun($0) }
    return found.count == 1 ? found[0] : found.first { $0.id.text == text }
  }

  /// The runs that were started by another, in order.
  public func runs(startedBy parent: RunKey) throws(StoreFault) -> [StoredRun] {
    try rows("SELECT * FROM run WHERE parent_id = ? ORDER BY id", [parent.value]) {
      StoredRun($0)
    }
  }

  /// The run of a kind that ended well last, with nothing to find fault with; of one repository of
  /// backups when its id is given.
  ///
  /// One about a community alone says nothing of backups of everything, and does not count.
  public func lastGoodRun(
    _ kind: RunKind, repository id: String? = nil
  ) throws(StoreFault) -> StoredRun? {
    try row(
      """
      SELECT * FROM run WHERE kind = ?1 AND state = 'succeeded' AND exit_code = 0
          AND (?2 IS NULL OR repository_id = ?2) AND scope IS NULL
        ORDER BY started_at DESC, id DESC LIMIT 1
      """, [kind.rawValue, id]
    ) { StoredRun($0) }
  }

  /// The run of a kind that was begun last, however it ended; of one repository of backups when its id
  /// is given.
  ///
  /// One about a community alone does not count.
  public func lastRun(
    _ kind: RunKind, repository id: String? = nil
  ) throws(StoreFault) -> StoredRun? {
    try row(
      """
      SELECT * FROM run WHERE kind = ?1 AND (?2 IS NULL OR repository_id = ?2) AND scope IS NULL
        ORDER BY id DESC LIMIT 1
      """, [kind.rawValue, id]
    ) { StoredRun($0) }
  }

  /// How many runs there are of each kind and state.
  public func runCounts() throws(StoreFault) -> [(kind: RunKind, state: RunState, count: Int)] {
    try rows("SELECT kind, state, count(*) AS count FROM run GROUP BY kind, state") { row in
      (
        RunKind(rawValue: row["kind"]) ?? .pipeline, RunState(rawValue: row["state"]) ?? .failed,
        row["count"] as Int
      )
    }
  }

  /// Whether a piece of work, by its label, was begun since it last ended well.
  public func isUnfinished(_ kind: RunKind, label: String) throws(StoreFault) -> Bool {
    try row(
      "SELECT state FROM run WHERE kind = ? AND label = ? ORDER BY id DESC LIMIT 1",
      [kind.rawValue, label]
    ) { $0["state"] as String }.map { $0 != RunState.succeeded.rawValue } ?? false
  }

  /// How far the input of a run is stored; the beginning when nothing is.
  public func checkpoint(of run: RunKey) throws(StoreFault) -> Checkpoint {
    try row("SELECT * FROM run_checkpoint WHERE run_id = ?", [run.value]) {
      Checkpoint(archives: $0["archive"], members: $0["member"], records: $0["record"])
    } ?? Checkpoint()
  }

  /// The accounts of a run by archive and member, in that order.
  public func accounts(of run: RunKey) throws(StoreFault) -> [MemberAccount] {
    try rows(
      "SELECT * FROM run_account WHERE run_id = ? ORDER BY archive, member", [run.value]
    ) { row in
      MemberAccount(
        archive: row["archive"], member: row["member"], format: row["format"],
        account: Account(row))
    }
  }

  /// How many records of a run are in its account.
  public func recordsBooked(of run: RunKey) throws(StoreFault) -> Int {
    Int(try integer("SELECT sum(read) FROM run_account WHERE run_id = ?", [run.value]))
  }

  /// How often each warning was given in a run, by code and field.
  public func warnings(
    of run: RunKey
  ) throws(StoreFault) -> [(warning: RecordWarning, count: Int)] {
    try rows(
      "SELECT * FROM run_warning WHERE run_id = ? ORDER BY code, field", [run.value]
    ) { row -> (RecordWarning, Int)? in
      RecordWarning.Code(rawValue: row["code"]).map {
        (RecordWarning($0, field: row["field"]), row["count"])
      }
    }.compactMap { $0 }
  }
}

extension WriteTransaction {
  /// Starts a run, or goes on with one of the same fingerprint that never ended well.
  ///
  /// The caller holds the store's `RunLock`, so a run that is still marked as running was killed.
  /// A stage of a pipeline refers to the one moment that the pipeline refers to. Only an import that
  /// another pipeline began keeps its own: it is told by it what was built on and deleted since.
  public func beginRun(
    _ request: RunRequest, id: String, at now: Instant
  ) throws(StoreFault) -> StoredRun {
    // Nobody but this run and the pipeline it belongs to is at work: the others were killed.
    try endKilledRuns(besides: request.parent, at: now)
    let unfinished = try row(
      """
      SELECT id FROM run WHERE fingerprint = ? AND state IN ('running', 'interrupted', 'failed')
       ORDER BY id DESC LIMIT 1
      """, [request.fingerprint.bytes]
    ) { $0["id"] as Int64 }
    let key: Int64
    if let unfinished {
      key = unfinished
      try restart(key, under: request.parent, at: now)
    } else {
      key = try insert(
        """
        INSERT INTO run (public_id, kind, fingerprint, label, state, reference_at, started_at,
          parent_id, repository_id, scope)
          VALUES (?1, ?2, ?3, ?4, 'running',
            coalesce((SELECT reference_at FROM run WHERE id = ?6), ?5), ?5, ?6, ?7, ?8)
        """,
        [
          id, request.kind.rawValue, request.fingerprint.bytes, request.label, now.milliseconds,
          request.parent?.value, request.repositoryID, request.scope,
        ])
    }
    let run = try started(key)
    if let parent = request.parent { try noteOwnRun(run.id, in: parent) }
    return run
  }

  /// Goes on with a run of a pipeline: it keeps its id and its reference time, and what is not done of
  /// it waits again.
  public func resume(_ run: RunKey, at now: Instant) throws(StoreFault) -> StoredRun {
    try endKilledRuns(at: now)
    try restart(run.value, under: nil, at: now)
    try execute(
      """
      UPDATE run_stage SET state = 'waiting', took = NULL, exit_code = NULL, failure = NULL,
          artefact = NULL, result = NULL
        WHERE run_id = ? AND state <> 'succeeded'
      """, [run.value])
    return try started(run.value)
  }

  private func started(_ key: Int64) throws(StoreFault) -> StoredRun {
    guard let run = try row("SELECT * FROM run WHERE id = ?", [key], { StoredRun($0) }) else {
      throw StoreFault(.inconsistent("the run just started is not there"))
    }
    return run
  }

  private func restart(
    _ run: Int64, under parent: RunKey?, at now: Instant
  ) throws(StoreFault) {
    try execute(
      """
      UPDATE run SET state = 'running', attempts = attempts + 1, started_at = ?1,
        finished_at = NULL, failure = NULL, exit_code = NULL, parent_id = ?2,
        reference_at = coalesce(
          (SELECT p.reference_at FROM run p WHERE p.id = ?2 AND run.kind <> ?4), reference_at)
        WHERE id = ?3
      """, [now.milliseconds, parent?.value, run, RunKind.import.rawValue])
  }

  /// Ends a run.
  public func finishRun(
    _ run: RunKey, _ state: RunState, exitCode: ExitCode, failure: String? = nil, at now: Instant
  ) throws(StoreFault) {
    try execute(
      "UPDATE run SET state = ?, exit_code = ?, failure = ?, finished_at = ? WHERE id = ?",
      [state.rawValue, exitCode.rawValue, failure, now.milliseconds, run.value])
  }

  /// Keeps what a run reported, as JSON.
  public func keepResult(_ json: [UInt8], of run: RunKey) throws(StoreFault) {
    try execute(
      "UPDATE run SET result = ? WHERE id = ?",
      [String(decoding: json, as: UTF8.self), run.value])
  }

  /// Moves the checkpoint of a run; in the transaction that stores what it speaks of.
  public func move(_ checkpoint: Checkpoint, of run: RunKey) throws(StoreFault) {
    try execute(
      """
      INSERT INTO run_checkpoint (run_id, archive, member, record) VALUES (?, ?, ?, ?)
        ON CONFLICT (run_id) DO UPDATE
        SET archive = excluded.archive, member = excluded.member, record = excluded.record
      """, [run.value, checkpoint.archives, checkpoint.members, checkpoint.records])
  }

  /// Adds to the account of a member of a run.
  public func add(_ part: MemberAccount, to run: RunKey) throws(StoreFault) {
    let account = part.account
    try execute(
      """
      INSERT INTO run_account (run_id, archive, member, format, read, inserted, updated, proposed,
          unchanged, skipped, quarantined)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (run_id, archive, member) DO UPDATE SET
          format = excluded.format, read = read + excluded.read,
          inserted = inserted + excluded.inserted, updated = updated + excluded.updated,
          proposed = proposed + excluded.proposed, unchanged = unchanged + excluded.unchanged,
          skipped = skipped + excluded.skipped, quarantined = quarantined + excluded.quarantined
      """,
      [
        run.value, part.archive, part.member, part.format, account.read, account.inserted,
        account.updated, account.proposed, account.unchanged, account.skipped,
        account.quarantined,
      ])
  }

  /// Adds to the count of a warning of a run.
  public func add(
    _ warning: RecordWarning, count: Int, to run: RunKey
  ) throws(StoreFault) {
    try execute(
      """
      INSERT INTO run_warning (run_id, code, field, count) VALUES (?, ?, ?, ?)
        ON CONFLICT (run_id, code, field) DO UPDATE SET count = count + excluded.count
      """, [run.value, warning.code.rawValue, warning.field, count])
  }
}
