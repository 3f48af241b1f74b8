import ArchiveRecords
import RecipeModel

extension ReadTransaction {
  func archiveInstallation(
    _ selection: ArchiveSelection, _ body: (ArchivedInstallation) throws -> Void
  ) throws {
    guard selection.isWholeInstallation else { return }
    try eachRow("SELECT * FROM installation") { row in
      try body(
        ArchivedInstallation(
          id: row.id("public_id"), retentionDays: row["retention_days"],
          viewWindowMinutes: row["view_window_minutes"], timeZone: row["time_zone"],
          createdAt: row.instant("created_at")))
    }
  }

  /// Of a community: everybody whom one of its rows names.
  func archiveUsers(
    _ selection: ArchiveSelection, viewers: Set<UserKey>, _ body: (ArchivedUser) throws -> Void
  ) throws {
    let viewerList = viewers.map { String($0.value) }.sorted().joined(separator: ",")
    let named = """
      WHERE id IN (
        SELECT user_id FROM membership WHERE \(selection.communities("community_id"))
        UNION SELECT invited_by_id FROM membership WHERE \(selection.communities("community_id"))
        UNION SELECT creator_id FROM recipe WHERE \(selection.recipes("recipe"))
        UNION SELECT shared_by_id FROM recipe WHERE \(selection.recipes("recipe"))
        UNION SELECT user_id FROM activity WHERE \(selection.activities("activity"))
        UNION SELECT actor_id FROM audit_log WHERE \(selection.auditEntries("audit_log"))
        UNION SELECT p.proposer_id FROM proposal p JOIN recipe r ON r.id = p.recipe_id
          WHERE \(selection.recipes("r"))
        UNION SELECT p.decided_by_id FROM proposal p JOIN recipe r ON r.id = p.recipe_id
          WHERE \(selection.recipes("r"))
        UNION SELECT actor_id FROM deletion WHERE id IN (\(selection.deletions))
        UNION SELECT value FROM json_each('[\(viewerList)]'))
      """
    try eachRow(
      "SELECT * FROM user \(selection.isWholeInstallation ? "" : named) ORDER BY public_id"
    ) { row in
      var user = ArchivedUser(
        id: row.id("public_id"), username: row["username"], createdAt: row.instant("created_at"),
        updatedAt: row.instant("updated_at"), deletedAt: row.optionalInstant("deleted_at"),
        erasedAt: row.optionalInstant("erased_at"))
      if selection.holdsPrivateDetails {
        // Somebody erased has none, and an archive has no empty one.
        let email: String = row["email"]
        user.email = email.isEmpty ? nil : email
        user.preferences = ArchivedPreferences(
          viewTracking: row["tracks_views"],
          viewTrackingChangedAt: row.optionalInstant("tracking_changed_at"),
          notifications: try row.choice("notifications"))
      }
      try body(user)
    }
  }

  func archiveDeletions(
    _ selection: ArchiveSelection, _ body: (ArchivedDeletion) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT n.id AS name, d.kind, u.public_id AS actor, d.deleted_at
        FROM temp.deletion_name n JOIN deletion d ON d.id = n.key
        LEFT JOIN user u ON u.id = d.actor_id
       WHERE d.id IN (\(selection.deletions)) ORDER BY n.id
      """
    ) { row in
      try body(
        ArchivedDeletion(
          id: row.id("name"), kind: try row.choice("kind"), actorID: row.optionalID("actor"),
          deletedAt: row.instant("deleted_at")))
    }
  }

  func archiveCommunities(
    _ selection: ArchiveSelection, _ body: (ArchivedCommunity) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT c.*, n.id AS deletion FROM community c
        LEFT JOIN temp.deletion_name n ON n.key = c.deletion_id
       WHERE \(selection.communities("c.id")) ORDER BY c.public_id
      """
    ) { row in
      try body(
        ArchivedCommunity(
          id: row.id("public_id"), slug: row["slug"], name: row["name"],
          description: row["description"], visibility: try row.choice("visibility"),
          timeZone: row["time_zone"], createdAt: row.instant("created_at"),
          updatedAt: row.instant("updated_at"), deletedAt: row.optionalInstant("deleted_at"),
          deletionID: row.optionalID("deletion"), purgedAt: row.optionalInstant("purged_at")))
    }
  }

  func archiveMemberships(
    _ selection: ArchiveSelection, _ body: (ArchivedMembership) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT m.*, u.public_id AS user, c.public_id AS community, i.public_id AS inviter,
          n.id AS deletion
        FROM membership m JOIN user u ON u.id = m.user_id
        JOIN community c ON c.id = m.community_id LEFT JOIN user i ON i.id = m.invited_by_id
        LEFT JOIN temp.deletion_name n ON n.key = m.deletion_id
       WHERE \(selection.communities("m.community_id")) ORDER BY m.public_id
      """
    ) { row in
      try body(
        ArchivedMembership(
          id: row.id("public_id"), userID: row.id("user"), communityID: row.id("community"),
          role: try row.choice("role"), joinedAt: row.instant("joined_at"),
          invitedByUserID: row.optionalID("inviter"),
          deletedAt: row.optionalInstant("deleted_at"), deletionID: row.optionalID("deletion")))
    }
  }

  func archiveTargets(
    _ selection: ArchiveSelection, _ body: (ArchivedTarget) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT t.*, c.public_id AS community FROM target t JOIN community c ON c.id = t.community_id
       WHERE \(selection.targets("t")) ORDER BY t.public_id
      """
    ) { row in
      try body(
        ArchivedTarget(
          id: row.id("public_id"), communityID: row.id("community"),
          measure: try row.choice("measure"), frequency: try row.choice("frequency"),
          value: row["value"], since: Day(number: row["since_day"]),
          until: (row["until_day"] as Int32?).map { Day(number: $0) },
          createdAt: row.instant("created_at"), endedAt: row.optionalInstant("ended_at")))
    }
  }
}
