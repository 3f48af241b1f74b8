import ArchiveRecords
import RecipeModel

extension ArchiveIntake {
  func stage(_ value: ArchivedDeletion, at sequence: Int64) throws(StoreFault) {
    try transaction.prepared("INSERT INTO temp.intake_deletion VALUES (?, ?, ?, ?, ?)")
      .bind(sequence).bind(value.id).bind(value.kind.rawValue).bind(value.actorID)
      .bind(value.deletedAt).run()
  }

  func settleDeletions() throws {
    try settleRepeats(.deletion)
    try refuseUnknown(.deletion, "actor", in: "user", "the user who deleted")
    try settle(
      .deletion, as: .unchanged,
      where: "EXISTS (SELECT 1 FROM temp.deletion_name n WHERE n.id = t.id)")
    // Keys are given here, because nothing in a stored deletion says which archived one it is.
    let last = try transaction.integer("SELECT coalesce(max(id), 0) FROM deletion")
    lastForeignDeletion = last
    let key =
      keepsKeys
      ? keptKey(of: "deletion", named: "t.id")
      : "\(last) + row_number() OVER (ORDER BY t.seq)"
    try transaction.execute(
      """
      INSERT INTO temp.deletion_name (key, id)
        SELECT \(key), t.id
          FROM \(ArchiveEntity.deletion.undecided)
      """)
    try insertUndecided(
      .deletion,
      """
      INSERT INTO deletion (id, kind, actor_id, deleted_at, change)
        SELECT n.key, t.kind, (SELECT id FROM user WHERE public_id = t.actor), t.deleted_at,
            \(transaction.change)
          FROM \(ArchiveEntity.deletion.undecided)
          JOIN temp.deletion_name n ON n.id = t.id ORDER BY n.key
      """)
    try insertImpliedDeletions()
  }

  /// Other programs' archives say when something was deleted, and not by which act.
  private func insertImpliedDeletions() throws {
    for (entity, kind) in [(ArchiveEntity.community, "community"), (.recipe, "recipe")] {
      let last = try transaction.integer("SELECT coalesce(max(id), 0) FROM deletion")
      var key = last
      let name = try transaction.prepared("INSERT INTO temp.deletion_name (key, id) VALUES (?, ?)")
      let insert = try transaction.prepared(
        "INSERT INTO deletion (id, kind, deleted_at, change) VALUES (?, ?, ?, ?)")
      try transaction.eachRow(
        """
        SELECT DISTINCT t.deletion, t.deleted_at FROM \(entity.undecided)
         WHERE t.deletion LIKE '\(ArchivedDeletion.impliedMark)%' AND NOT EXISTS (
           SELECT 1 FROM temp.deletion_name n
            WHERE n.id = substr(t.deletion, \(ArchivedDeletion.impliedMark.count + 1)))
        """
      ) { row in
        key += 1
        let id = String((row[0] as String).dropFirst(ArchivedDeletion.impliedMark.count))
        try name.bind(key).bind(id).run()
        try insert.bind(key).bind(kind).bind(row[1] as Int64).bind(transaction.change).run()
      }
      try transaction.execute(
        """
        UPDATE temp.\(entity.intakeTable)
           SET deletion = substr(deletion, \(ArchivedDeletion.impliedMark.count + 1))
         WHERE deletion LIKE '\(ArchivedDeletion.impliedMark)%'
        """)
    }
  }

  /// Takes back the deletions whose every record was refused: they would hold nothing.
  func removeIdleDeletions() throws(StoreFault) {
    let idle = ["community", "membership", "recipe", "proposal"].map {
      "NOT EXISTS (SELECT 1 FROM \($0) h WHERE h.deletion_id = deletion.id)"
    }.joined(separator: " AND ")
    try transaction.execute(
      "DELETE FROM deletion WHERE id > ? AND \(idle)", [lastForeignDeletion])
    try transaction.execute(
      """
      UPDATE temp.intake SET outcome = 'skipped'
       WHERE entity = 'deletion' AND outcome = 'inserted' AND seq IN (
        SELECT t.seq FROM temp.intake_deletion t JOIN temp.deletion_name n ON n.id = t.id
         WHERE NOT EXISTS (SELECT 1 FROM deletion d WHERE d.id = n.key))
      """)
  }
}

extension ArchivedDeletion {
  /// Stands before the id of a deletion that the archive does not list; no id can begin so.
  static let impliedMark = "\u{1}"

  /// The id of the deletion that took a record that says only when.
  static func implied(kind: String, at deletedAt: Instant, anchor: String) -> String {
    impliedMark
      + name(kind: kind, actor: nil, at: deletedAt.milliseconds, anchor: anchor)
  }
}
