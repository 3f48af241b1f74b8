public import PipelineCore
public import RecipeModel

extension ReadTransaction {
  /// What a run of a pipeline was of; nil of any other run.
  public func pipeline(of run: RunKey) throws(StoreFault) -> StoredPipeline? {
    try row("SELECT * FROM pipeline_run WHERE run_id = ?", [run.value]) { StoredPipeline($0) }
  }

  /// The newest run of a pipeline, by what its file calls it, that `resume` may go on with, or that
  /// says that there is nothing to go on with.
  ///
  /// One of some of its stages that succeeded says nothing of the others.
  public func newestRun(ofPipeline name: String) throws(StoreFault) -> StoredRun? {
    try row(
      """
      SELECT r.* FROM pipeline_run p JOIN run r ON r.id = p.run_id
       WHERE p.pipeline = ? AND (p.is_whole OR r.state <> 'succeeded')
       ORDER BY p.run_id DESC LIMIT 1
      """, [name]
    ) { StoredRun($0) }
  }

  /// The stages of a run of a pipeline, in the order of its plan.
  ///
  /// One that was at work when its process was killed is interrupted, once that is known of the run.
  public func stages(of run: RunKey) throws(StoreFault) -> [StoredStage] {
    try rows(
      """
      SELECT s.*, r.state AS run_state,
          (SELECT count(*) FROM run_input i WHERE i.run_id = s.run_id AND i.stage = s.position)
            AS read_inputs
        FROM run_stage s JOIN run r ON r.id = s.run_id
       WHERE s.run_id = ? ORDER BY s.position
      """, [run.value]
    ) { StoredStage($0) }
  }

  /// What became in all of the records that a run has in its account; nil of one without an account.
  public func account(ofRun id: RunID) throws(StoreFault) -> Account? {
    try row(
      """
      SELECT sum(read) AS read, sum(inserted) AS inserted, sum(updated) AS updated,
          sum(proposed) AS proposed, sum(unchanged) AS unchanged, sum(skipped) AS skipped,
          sum(quarantined) AS quarantined
        FROM run_account WHERE run_id = (SELECT id FROM run WHERE public_id = ?)
        HAVING count(*) > 0
      """, [id.text]
    ) { Account($0) }
  }
}

extension WriteTransaction {
  /// Keeps with a run what it is of; none of its stages is begun yet.
  public func keep(_ request: PipelineRequest, of run: RunKey) throws(StoreFault) {
    let pipeline = request.pipeline
    try execute(
      """
      INSERT INTO pipeline_run (run_id, pipeline, file_digest, settings_digest, is_whole)
        VALUES (?, ?, ?, ?, ?)
      """,
      [
        run.value, pipeline.name, pipeline.file.bytes, pipeline.settings.bytes, pipeline.isWhole,
      ])
    for (index, stage) in request.stages.enumerated() {
      try execute(
        """
        INSERT INTO run_stage (run_id, position, name, kind, settings_digest)
          VALUES (?, ?, ?, ?, ?)
        """, [run.value, index + 1, stage.name, stage.kind, stage.settings.bytes])
    }
  }

  /// Begins a stage, once more if it was begun before; the run that is begun next under the run of
  /// the pipeline is its own.
  public func beginStage(
    _ position: Int, of run: RunKey, at now: Instant
  ) throws(StoreFault) {
    try execute(
      """
      UPDATE run_stage SET state = 'running', attempts = attempts + 1, began_at = ?, took = NULL,
          own_run = NULL, exit_code = NULL, failure = NULL, artefact = NULL, result = NULL
        WHERE run_id = ? AND position = ?
      """, [now.milliseconds, run.value, position])
  }

  /// Says how a stage ended.
  public func end(_ position: Int, of run: RunKey, as end: StageEnd) throws(StoreFault) {
    try execute(
      """
      UPDATE run_stage SET state = ?, took = ?, exit_code = ?, failure = ?, artefact = ?,
          result = ?
        WHERE run_id = ? AND position = ?
      """,
      [
        end.state.rawValue, end.took, end.exitCode?.rawValue, end.failure, end.artefact,
        end.result.map { String(decoding: $0, as: UTF8.self) }, run.value, position,
      ])
  }

  /// Notes a run as that of the stage which is at work in the run that it is a part of.
  func noteOwnRun(_ id: RunID, in parent: RunKey) throws(StoreFault) {
    try execute(
      """
      UPDATE run_stage SET own_run = ?
        WHERE run_id = ? AND state = 'running' AND own_run IS NULL
      """, [id.text, parent.value])
  }
}

extension StoredPipeline {
  init(_ row: Row) {
    name = row["pipeline"]
    file = row.digest("file_digest")
    settings = row.digest("settings_digest")
    isWhole = row["is_whole"]
  }
}

extension StoredStage {
  init(_ row: Row) {
    position = row["position"]
    name = row["name"]
    kind = row["kind"]
    settings = row.digest("settings_digest")
    let stored = StageState(rawValue: row["state"]) ?? .failed
    let isAtWork = (row["run_state"] as String) == RunState.running.rawValue
    state = stored == .running && !isAtWork ? .interrupted : stored
    attempts = row["attempts"]
    beganAt = row.optionalInstant("began_at")
    took = row["took"]
    run = (row["own_run"] as String?).map { RunID($0) }
    exitCode = row["exit_code"]
    failure = row["failure"]
    artefact = row["artefact"]
    result = row["result"]
    inputs = (row["known_inputs"] as Int?).map { InputCounts(read: row["read_inputs"], known: $0) }
  }
}
