public import PipelineCore
import RecipeModel

/// What became of the records of one member of an archive.
public struct IntakeAccount: Sendable, Equatable {
  public var archive: String
  public var member: String
  public var account: Account
}

extension ArchiveIntake {
  /// What became of the staged records, by archive and member in the order they were read.
  public func accounts() throws(StoreFault) -> [IntakeAccount] {
    let counts = try transaction.rows(
      """
      SELECT s.id, s.archive, s.member, o.outcome, o.count FROM temp.intake_source s
        LEFT JOIN (
          SELECT source, outcome, count(*) AS count FROM temp.intake GROUP BY source, outcome
          UNION ALL SELECT source, outcome, count(*) FROM temp.intake_view
            WHERE outcome IS NOT NULL GROUP BY source, outcome
          UNION ALL SELECT source, 'inserted', inserted FROM temp.intake_view_count
          UNION ALL SELECT source, 'unchanged', unchanged FROM temp.intake_view_count) o
          ON o.source = s.id ORDER BY s.id
      """
    ) { row in
      (
        id: row["id"] as Int64, archive: row["archive"] as String, member: row["member"] as String,
        outcome: (row["outcome"] as String?).flatMap(IntakeOutcome.init(rawValue:)),
        count: row["count"] as Int? ?? 0
      )
    }
    var accounts: [(id: Int64, value: IntakeAccount)] = []
    for part in counts {
      if accounts.last?.id != part.id {
        accounts.append(
          (part.id, IntakeAccount(archive: part.archive, member: part.member, account: Account())))
      }
      accounts[accounts.count - 1].value.account.add(part.count, part.outcome)
    }
    return accounts.map(\.value)
  }
}

extension Account {
  fileprivate mutating func add(_ count: Int, _ outcome: IntakeOutcome?) {
    read += count
    switch outcome {
    case .inserted: inserted += count
    case .updated: updated += count
    case .unchanged: unchanged += count
    case .skipped: skipped += count
    case .quarantined: quarantined += count
    case nil: break
    }
  }
}

extension ReadTransaction {
  /// What the last intake of this connection refused, in the order it was read, from a position on.
  ///
  /// - Returns: The rejections with their positions; fewer than `limit` at the end.
  public func intakeRejections(
    after position: Int64, limit: Int
  ) throws(StoreFault) -> [(position: Int64, rejection: Rejection)] {
    try rows(
      """
      SELECT i.seq, s.archive, s.member, i.line, i.byte_offset, i.pointer, i.code, i.message, i.raw
        FROM temp.intake i JOIN temp.intake_source s ON s.id = i.source
       WHERE i.outcome = 'quarantined' AND i.seq > ? ORDER BY i.seq LIMIT ?
      """, [position, limit]
    ) { row in
      let code = Rejection.Code(rawValue: row["code"]) ?? .invalidValue
      return (row["seq"], Rejection(code, row["message"], at: row.place, raw: row.bytes("raw")))
    }
  }

  /// The same for views, whose lines are made again from their fields.
  public func intakeViewRejections(
    after position: Int64, limit: Int
  ) throws(StoreFault) -> [(position: Int64, rejection: Rejection)] {
    try rows(
      """
      SELECT v.seq, s.archive, s.member, v.line, v.byte_offset, NULL AS pointer, v.recipe_key,
          json_object('type', 'view', 'recipeId', v.recipe, 'userId', v.user) AS line_text, v.at
        FROM temp.intake_view v JOIN temp.intake_source s ON s.id = v.source
       WHERE v.outcome = 'quarantined' AND v.seq > ? ORDER BY v.seq LIMIT ?
      """, [position, limit]
    ) { row in
      let missing = row.isNull("recipe_key") ? "recipe" : "user"
      let members = (row["line_text"] as String).dropLast()
      let text = "\(members),\"viewedAt\":\"\(row.instant("at"))\"}"
      return (
        row["seq"],
        Rejection(
          .unknownReference, "the \(missing) is not there", at: row.place, raw: Array(text.utf8))
      )
    }
  }
}

extension Row {
  fileprivate var place: SourceLocation {
    let member: String = self["member"]
    return SourceLocation(
      archive: self["archive"], members: member.isEmpty ? [] : [member], line: self["line"],
      byteOffset: self["byte_offset"], pointer: self["pointer"])
  }
}
