public import PipelineCore
public import RecipeModel

/// What became of a rejected record; raw values are stored.
public enum QuarantineState: String, Sendable, CaseIterable {
  /// Nobody has dealt with it.
  case pending
  /// A later run could read it.
  case replayed
  /// Somebody said that it is not wanted; its content is gone.
  case discarded
}

/// A rejected record as it is kept.
public struct QuarantinedRecord: Sendable, Equatable {
  /// The number people name it by.
  public var number: Int64
  public var run: RunID
  public var state: QuarantineState
  public var rejection: Rejection
  public var createdAt: Instant

  init(_ row: Row) {
    let member: String = row["member"]
    number = row["id"]
    run = RunID(row["run_public_id"])
    state = QuarantineState(rawValue: row["state"]) ?? .pending
    rejection = Rejection(
      Rejection.Code(rawValue: row["code"]) ?? .invalidValue, row["message"],
      at: SourceLocation(
        archive: row["archive"], members: member.isEmpty ? [] : [member], line: row["line"],
        byteOffset: row["byte_offset"], pointer: row["pointer"]),
      raw: row.bytes("raw"))
    createdAt = Instant(milliseconds: row["created_at"])
  }
}

extension ReadTransaction {
  /// The records in quarantine with a state, oldest first; of one run when named.
  public func quarantine(
    of run: RunKey? = nil, state: QuarantineState = .pending, after number: Int64 = 0,
    limit: Int = 1000
  ) throws(StoreFault) -> [QuarantinedRecord] {
    try rows(
      """
      SELECT q.*, r.public_id AS run_public_id FROM quarantine q JOIN run r ON r.id = q.run_id
       WHERE q.state = ?1 AND q.id > ?2 AND (?3 IS NULL OR q.run_id = ?3) ORDER BY q.id LIMIT ?4
      """, [state.rawValue, number, run?.value, limit]
    ) { QuarantinedRecord($0) }
  }

  /// How many records in quarantine a run met last, with a state.
  public func quarantineCount(
    of run: RunKey, state: QuarantineState = .pending
  ) throws(StoreFault) -> Int {
    Int(
      try integer(
        "SELECT count(*) FROM quarantine WHERE run_id = ? AND state = ?",
        [run.value, state.rawValue]))
  }

  /// The record with a number, whatever became of it.
  public func quarantined(_ number: Int64) throws(StoreFault) -> QuarantinedRecord? {
    try row(
      """
      SELECT q.*, r.public_id AS run_public_id FROM quarantine q JOIN run r ON r.id = q.run_id
       WHERE q.id = ?
      """, [number]
    ) { QuarantinedRecord($0) }
  }
}

extension WriteTransaction {
  /// Keeps a rejected record; one that is there already is not kept twice, and belongs to the last
  /// run that met it.
  public func quarantine(
    _ rejection: Rejection, run: RunKey, fingerprint: Digest, at now: Instant
  ) throws(StoreFault) {
    let place = rejection.location
    try execute(
      """
      INSERT INTO quarantine (fingerprint, run_id, first_run_id, archive, member, line,
        byte_offset, pointer, code, message, raw, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (fingerprint) DO UPDATE SET run_id = excluded.run_id
      """,
      [
        fingerprint.bytes, run.value, run.value, place.archive, place.memberPath, place.line,
        place.byteOffset, place.pointer, rejection.code.rawValue, rejection.message,
        rejection.raw, now.milliseconds,
      ])
  }

  /// Discards a record that is pending: what it said is gone, that it was there stays.
  public func discard(_ record: QuarantinedRecord) throws(StoreFault) {
    try execute(
      "UPDATE quarantine SET state = ?, raw = x'' WHERE id = ?",
      [QuarantineState.discarded.rawValue, record.number])
  }
}
