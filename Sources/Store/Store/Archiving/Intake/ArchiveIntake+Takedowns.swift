import GRDB

// Archives have no takedowns: they lead back to an installation that knows them. A store of its own
// that is made of a part has nobody else to tell it what may not be stored again.

extension ArchiveIntake {
  /// What stands for the reason of a takedown that is none of those who have the part.
  private static let withheldReason = "withheld"

  /// Takes over, under their numbers, the takedowns of the recipes that were taken in (R23a).
  ///
  /// Asked for once, after everything is settled, in a store that holds no takedown yet. Why the
  /// operator took something down everywhere is told to no admin, and not here either (R7).
  ///
  /// - Parameters:
  ///   - other: The store that the records were read from, in the transaction that read them.
  ///   - selection: What was read from it.
  /// - Throws: A fault of one of the stores.
  public func keepTakedowns(of other: ReadTransaction, in selection: ArchiveSelection) throws {
    try other.eachRow(
      """
      SELECT t.id, t.public_id, r.public_id AS recipe, t.content_digest,
          c.public_id AS community, u.public_id AS actor,
          CASE WHEN t.community_id IS NULL AND NOT ?1 THEN '\(Self.withheldReason)'
            ELSE t.reason END AS reason, t.taken_down_at, t.lifted_at
        FROM takedown t JOIN recipe r ON r.id = t.recipe_id
        LEFT JOIN community c ON c.id = t.community_id LEFT JOIN user u ON u.id = t.actor_id
       WHERE \(selection.recipes("r"))
         AND (t.community_id IS NULL OR \(selection.communities("t.community_id"))) ORDER BY t.id
      """, [selection.holdsPrivateDetails]
    ) { row in
      try transaction.execute(
        """
        INSERT INTO takedown (id, public_id, recipe_id, content_digest, community_id, actor_id,
            reason, taken_down_at, lifted_at, change)
          SELECT ?, ?, r.id, ?, (SELECT id FROM community WHERE public_id = ?),
              (SELECT id FROM user WHERE public_id = ?), ?, ?, ?, ?
            FROM recipe r WHERE r.public_id = ?
        """,
        [
          row["id"] as Int64, row["public_id"] as String, row.bytes("content_digest"),
          row["community"] as String?, row["actor"] as String?, row["reason"] as String,
          row["taken_down_at"] as Int64, row["lifted_at"] as Int64?, transaction.change,
          row["recipe"] as String,
        ])
    }
  }
}
