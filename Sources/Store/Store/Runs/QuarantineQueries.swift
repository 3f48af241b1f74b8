public import PipelineCore
public import RecipeModel

/// A rejected record as it is kept.
public struct QuarantinedRecord: Sendable, Equatable {
  /// The number people name it by.
  public var number: Int64
  public var run: RunID
  public var state: String
  public var rejection: Rejection
  public var createdAt: Instant
}

extension ReadTransaction {
  /// The records in quarantine, oldest first; of one run when named.
  public func quarantine(
    of run: RunKey? = nil, limit: Int = 1000
  ) throws(StoreFault) -> [QuarantinedRecord] {
    try rows(
      """
      SELECT q.*, r.public_id AS run_public_id FROM quarantine q JOIN run r ON r.id = q.run_id
       WHERE q.state = 'pending' AND (?1 IS NULL OR q.run_id = ?1) ORDER BY q.id LIMIT ?2
      """, [run?.value, limit]
    ) { row in
      let member: String = row["member"]
      return QuarantinedRecord(
        number: row["id"], run: RunID(row["run_public_id"]), state: row["state"],
        rejection: Rejection(
          Rejection.Code(rawValue: row["code"]) ?? .invalidValue, row["message"],
          at: SourceLocation(
            archive: row["archive"], members: member.isEmpty ? [] : [member], line: row["line"],
            byteOffset: row["byte_offset"], pointer: row["pointer"]),
          raw: row.bytes("raw")),
        createdAt: Instant(milliseconds: row["created_at"]))
    }
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
      INSERT INTO quarantine (fingerprint, run_id, archive, member, line, byte_offset, pointer,
        code, message, raw, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (fingerprint) DO UPDATE SET run_id = excluded.run_id
      """,
      [
        fingerprint.bytes, run.value, place.archive, place.memberPath, place.line,
        place.byteOffset, place.pointer, rejection.code.rawValue, rejection.message,
        rejection.raw, now.milliseconds,
      ])
  }
}
