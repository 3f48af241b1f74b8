public import ArchiveRecords
import GRDB
public import RecipeModel

extension ReadTransaction {
  /// Puts the audit log in the order of its history, in a temporary table that the other queries of
  /// a history read.
  ///
  /// What followed from something stands behind it, as in a log that was restored from an archive
  /// it need not.
  public func layOutHistory() throws(StoreFault) {
    try StoreFault.mapping {
      try database.execute(
        sql: """
          DROP TABLE IF EXISTS temp.history;
          CREATE TEMP TABLE history (position INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE);
          INSERT INTO temp.history (id)
            SELECT a.id FROM audit_log a
              LEFT JOIN audit_log c ON c.public_id = a.metadata ->> 'causedBy'
             ORDER BY a.created_at, coalesce(c.id, a.id), c.id IS NOT NULL, a.id;
          """)
    }
  }

  /// A page of the history.
  public func historyEntries(
    after position: Int64, limit: Int
  ) throws(StoreFault) -> [HistoryEntry] {
    try rows(
      """
      SELECT h.position, a.*, u.public_id AS actor, c.public_id AS community
        FROM temp.history h CROSS JOIN audit_log a ON a.id = h.id
        LEFT JOIN user u ON u.id = a.actor_id LEFT JOIN community c ON c.id = a.community_id
       WHERE h.position > ? ORDER BY h.position LIMIT ?
      """, [position, limit]
    ) { try HistoryEntry($0) }
  }

  /// How often a field of a user or a community was changed after a place in the history.
  public func laterChanges(
    of field: String, of subject: AuditSubject, after position: Int64
  ) throws(StoreFault) -> Int {
    Int(
      try integer(
        """
        SELECT count(*) FROM audit_log a CROSS JOIN temp.history h ON h.id = a.id
          CROSS JOIN json_each(a.metadata, '$.changed') f
         WHERE a.entity_type = ? AND a.entity_id = ? AND h.position > ? AND f.value = ?
        """, [subject.kind.rawValue, subject.id, position, field]))
  }

  public func historyUser(_ id: UserID) throws(StoreFault) -> HistoryUser? {
    // A store restored from an archive knows of erasures by its log alone.
    try row(
      """
      SELECT email, username, erased_at IS NOT NULL OR EXISTS (SELECT 1 FROM audit_log a
          WHERE a.entity_type = 'user' AND a.entity_id = user.public_id
            AND a.action = 'user.erase') AS is_erased
        FROM user WHERE public_id = ?
      """, [id.text]
    ) { row in
      HistoryUser(
        email: row["email"], username: row["username"], isErased: row["is_erased"])
    }
  }

  public func historyCommunity(_ id: CommunityID) throws(StoreFault) -> HistoryCommunity? {
    try row(
      "SELECT slug, name, description, purged_at FROM community WHERE public_id = ?", [id.text]
    ) { row in
      HistoryCommunity(
        slug: row["slug"], name: row["name"], description: row["description"],
        isPurged: row.optionalInstant("purged_at") != nil)
    }
  }

  public func tagName(_ id: TagID) throws(StoreFault) -> String? {
    try row("SELECT name FROM tag WHERE public_id = ?", [id.text]) { $0["name"] }
  }

  /// The address of a recipe's picture; of a purged recipe, what those made from it have of it.
  public func imageURL(of recipe: RecipeID) throws(StoreFault) -> String? {
    try row(
      """
      WITH RECURSIVE family (id) AS (
        SELECT id FROM recipe WHERE public_id = ?
        UNION SELECT r.id FROM family f CROSS JOIN recipe o ON o.id = f.id
          CROSS JOIN recipe r ON r.origin_id = f.id WHERE o.purged_at IS NOT NULL)
      SELECT r.image_url FROM family f CROSS JOIN recipe r ON r.id = f.id
       WHERE r.image_url IS NOT NULL LIMIT 1
      """, [recipe.text]
    ) { $0["image_url"] }
  }

  /// What a takedown of a recipe at a moment took, the recipe first; empty when it is not kept.
  public func historyTakedowns(
    of recipe: RecipeID, at moment: Instant, count: Int
  ) throws(StoreFault) -> [HistoryTakedown] {
    // They were stored one after the other, so they are the next ones from the recipe's on.
    try rows(
      """
      SELECT r.public_id, t.reason, t.content_digest, r.purged_at IS NOT NULL AS is_purged
        FROM takedown t CROSS JOIN recipe r ON r.id = t.recipe_id
       WHERE t.id >= (SELECT min(f.id) FROM takedown f CROSS JOIN recipe o ON o.id = f.recipe_id
           WHERE o.public_id = ?1 AND f.taken_down_at = ?2)
         AND t.taken_down_at = ?2
       ORDER BY t.id LIMIT ?3
      """, [recipe.text, moment.milliseconds, count]
    ) { row in
      HistoryTakedown(
        recipe: row.id("public_id"), reason: row["reason"],
        contentDigest: row.bytes("content_digest"), isPurged: row["is_purged"])
    }
  }

  /// The installation's own record.
  public func archivedInstallation() throws -> ArchivedInstallation? {
    var found: ArchivedInstallation?
    try archiveInstallation(ArchiveSelection(community: nil, holdsPrivateDetails: true)) {
      found = $0
    }
    return found
  }
}
