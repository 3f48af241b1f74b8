import GRDB
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
  /// What makes it the same record when its archive is read again.
  public var fingerprint: Digest
  public var run: RunID
  public var state: QuarantineState
  public var rejection: Rejection
  public var createdAt: Instant

  init(_ row: Row) {
    let member: String = row["member"]
    number = row["id"]
    fingerprint = row.digest("fingerprint")
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

  /// How many records in quarantine there are with a state.
  public func quarantineCount(
    state: QuarantineState = .pending
  ) throws(StoreFault) -> Int {
    Int(try integer("SELECT count(*) FROM quarantine WHERE state = ?", [state.rawValue]))
  }

  /// A page of what runs took out of quarantine of a member of an archive, in the order of the
  /// records.
  public func replayedRecords(
    archive: String, member: String, after number: Int64, limit: Int
  ) throws(StoreFault) -> [QuarantinedRecord] {
    try rows(
      """
      SELECT q.*, r.public_id AS run_public_id FROM quarantine q JOIN run r ON r.id = q.run_id
       WHERE q.state = 'replayed' AND q.archive = ? AND q.member = ? AND r.kind = 'views'
         AND q.id > ? ORDER BY q.id LIMIT ?
      """, [archive, member, number, limit]
    ) { QuarantinedRecord($0) }
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
  /// Keeps a rejected record, once, as met by this run.
  ///
  /// One that a run could read meanwhile is pending again, unless somebody mended
  /// it; one that was discarded stays so.
  ///
  /// The target is the public id of what the record was to go into; empty for none.
  public func quarantine(
    _ rejection: Rejection, run: RunKey, fingerprint: Digest, target: String = "", at now: Instant
  ) throws(StoreFault) {
    let place = rejection.location
    try execute(
      """
      INSERT INTO quarantine (fingerprint, run_id, first_run_id, target, archive, member, line,
        byte_offset, pointer, code, message, raw, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (fingerprint) DO UPDATE SET run_id = excluded.run_id,
          replayed_by_id = CASE WHEN is_mended THEN replayed_by_id END,
          state = CASE WHEN state = 'replayed' AND NOT is_mended THEN 'pending' ELSE state END
      """,
      [
        fingerprint.bytes, run.value, run.value, target, place.archive, place.memberPath,
        place.line,
        place.byteOffset, place.pointer, rejection.code.rawValue, rejection.message,
        rejection.raw, now.milliseconds,
      ])
  }

  /// Marks as replayed what is pending of a target and was not met by a run that read all of its
  /// archives; gives how many records that are.
  ///
  /// What the run met at another place of its member, because something before it was mended, keeps
  /// its number and stays pending. `isRead` says of an archive whether the run read it.
  public func settleQuarantine(
    of run: RunKey, target: String, isRead: (String) -> Bool
  ) throws(StoreFault) -> Int {
    let archives = try rows(
      "SELECT DISTINCT archive FROM quarantine WHERE state = 'pending' AND target = ?", [target]
    ) { $0[0] as String }
    var replayed = 0
    for archive in archives where isRead(archive) {
      try followMoved(in: archive, of: target, run: run)
      try execute(
        """
        UPDATE quarantine SET state = 'replayed', replayed_by_id = ?1
         WHERE state = 'pending' AND target = ?2 AND archive = ?3 AND run_id <> ?1
        """, [run.value, target, archive])
      replayed += database.changesCount
    }
    return replayed
  }

  /// Gives records that were not met at their places those at which the run met the same.
  private func followMoved(
    in archive: String, of target: String, run: RunKey
  ) throws(StoreFault) {
    let moved = try rows(
      """
      SELECT o.id, (SELECT min(n.id) FROM quarantine n
          WHERE n.state = 'pending' AND n.target = ?1 AND n.archive = ?2 AND n.first_run_id = ?3
            AND n.member = o.member AND n.code = o.code AND n.raw = o.raw)
        FROM quarantine o
       WHERE o.state = 'pending' AND o.target = ?1 AND o.archive = ?2 AND o.run_id <> ?3
       ORDER BY o.id
      """, [target, archive, run.value]
    ) { (old: $0[0] as Int64, new: $0[1] as Int64?) }
    var taken: Set<Int64> = []
    for (old, new) in moved {
      guard let new, taken.insert(new).inserted,
        let met = try row("SELECT * FROM quarantine WHERE id = ?", [new], { MetRecord($0) })
      else { continue }
      try execute("DELETE FROM quarantine WHERE id = ?", [new])
      try execute(
        """
        UPDATE quarantine SET fingerprint = ?, run_id = ?, line = ?, byte_offset = ?, pointer = ?,
          message = ? WHERE id = ?
        """,
        [met.fingerprint, run.value, met.line, met.byteOffset, met.pointer, met.message, old])
    }
  }

  /// Remembers of records that a run replayed that it took what somebody mended in their place.
  public func markMended(_ fingerprints: [Digest], by run: RunKey) throws(StoreFault) {
    for fingerprint in fingerprints {
      try execute(
        "UPDATE quarantine SET is_mended = 1 WHERE fingerprint = ? AND replayed_by_id = ?",
        [fingerprint.bytes, run.value])
    }
  }

  /// Marks a pending record as replayed by a run that took it, or what somebody mended in its place.
  public func markReplayed(
    _ number: Int64, isMended: Bool, by run: RunKey
  ) throws(StoreFault) {
    try execute(
      """
      UPDATE quarantine SET state = 'replayed', replayed_by_id = ?, is_mended = ?
       WHERE id = ? AND state = 'pending'
      """, [run.value, isMended, number])
  }

  /// Notes that a run met a pending record, and could not take it either.
  public func markMet(_ number: Int64, by run: RunKey) throws(StoreFault) {
    try execute(
      "UPDATE quarantine SET run_id = ? WHERE id = ? AND state = 'pending'", [run.value, number])
  }

  /// Discards a record that is pending: what it said is gone, that it was there stays.
  public func discard(_ record: QuarantinedRecord) throws(StoreFault) {
    try execute(
      "UPDATE quarantine SET state = ?, raw = x'' WHERE id = ?",
      [QuarantineState.discarded.rawValue, record.number])
  }
}

/// Where a run met a record that was elsewhere before.
private struct MetRecord {
  var fingerprint: [UInt8]
  var line: Int?
  var byteOffset: Int64?
  var pointer: String?
  var message: String

  init(_ row: Row) {
    fingerprint = row.bytes("fingerprint")
    line = row["line"]
    byteOffset = row["byte_offset"]
    pointer = row["pointer"]
    message = row["message"]
  }
}
