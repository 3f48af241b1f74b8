import ArchiveRecords
import Foundation
public import RecipeModel

extension ReadTransaction {
  func archiveProposals(
    _ selection: ArchiveSelection, _ body: (ArchivedProposal) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT p.*, b.digest, b.content_digest, b.title, b.structured, base.digest AS base_digest,
          r.public_id AS recipe, u.public_id AS proposer, d.public_id AS decider,
          v.public_id AS variant, n.id AS deletion
        FROM proposal p JOIN recipe_body b ON b.id = p.body_id
        JOIN recipe_body base ON base.id = p.base_body_id JOIN recipe r ON r.id = p.recipe_id
        JOIN user u ON u.id = p.proposer_id LEFT JOIN user d ON d.id = p.decided_by_id
        LEFT JOIN recipe v ON v.id = p.variant_recipe_id
        LEFT JOIN temp.deletion_name n ON n.key = p.deletion_id
       WHERE \(selection.recipes("r")) ORDER BY p.public_id
      """
    ) { row in
      try body(
        ArchivedProposal(
          id: row.id("public_id"), recipeID: row.id("recipe"), proposerID: row.id("proposer"),
          body: row.body, baseDigest: row.digest("base_digest"), status: try row.choice("status"),
          createdAt: row.instant("created_at"), decidedAt: row.optionalInstant("decided_at"),
          decidedByUserID: row.optionalID("decider"), variantRecipeID: row.optionalID("variant"),
          recordDigest: row.optionalDigest("record_digest"),
          deletedAt: row.optionalInstant("deleted_at"), deletionID: row.optionalID("deletion")))
    }
  }

  func archiveRevisions(
    _ selection: ArchiveSelection, _ body: (ArchivedRevision) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT v.*, b.digest, r.public_id AS recipe, p.public_id AS proposal
        FROM recipe_revision v JOIN recipe_body b ON b.id = v.body_id
        JOIN recipe r ON r.id = v.recipe_id LEFT JOIN proposal p ON p.id = v.proposal_id
       WHERE \(selection.recipes("r")) ORDER BY v.public_id
      """
    ) { row in
      try body(
        ArchivedRevision(
          id: row.id("public_id"), recipeID: row.id("recipe"), bodyDigest: row.digest("digest"),
          cause: try row.choice("cause"), proposalID: row.optionalID("proposal"),
          replacedAt: row.instant("replaced_at")))
    }
  }

  func archiveActivities(
    _ selection: ArchiveSelection, _ body: (ArchivedActivity) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT a.*, u.public_id AS user, c.public_id AS community, r.public_id AS recipe,
          r.community_id AS recipe_community_id
        FROM activity a JOIN user u ON u.id = a.user_id
        LEFT JOIN community c ON c.id = a.community_id LEFT JOIN recipe r ON r.id = a.recipe_id
       WHERE \(selection.activities("a")) ORDER BY a.public_id
      """
    ) { row in
      let place: Int64? = row["recipe_community_id"]
      let kind: ActivityKind = try row.choice("kind")
      let isElsewhere =
        row.isNull("recipe")
        ? selection.isOfPart && kind == .recipeShared
        : selection.community != nil && !selection.namesOtherPlaces
          && place != selection.community?.value
      try body(
        ArchivedActivity(
          id: row.id("public_id"), kind: kind, userID: row.id("user"),
          communityID: row.optionalID("community"),
          recipeID: isElsewhere ? nil : row.optionalID("recipe"), isRecipeWithheld: isElsewhere,
          createdAt: row.instant("created_at")))
    }
  }

  func archiveAuditLog(
    _ selection: ArchiveSelection, _ body: (ArchivedAuditEntry) throws -> Void
  ) throws {
    try eachRow(
      """
      SELECT a.*, u.public_id AS actor, c.public_id AS community FROM audit_log a
        LEFT JOIN user u ON u.id = a.actor_id LEFT JOIN community c ON c.id = a.community_id
       WHERE \(selection.auditEntries("a")) ORDER BY a.public_id
      """
    ) { row in
      let metadata: String = row["metadata"]
      try body(
        ArchivedAuditEntry(
          id: row.id("public_id"), action: row["action"], actorID: row.optionalID("actor"),
          entityType: try row.choice("entity_type"), entityID: row["entity_id"],
          communityID: row.optionalID("community"),
          metadata: selection.holdsPrivateDetails ? Array(metadata.utf8) : nil,
          createdAt: row.instant("created_at")))
    }
  }

  func archiveQuarantine(
    _ selection: ArchiveSelection, _ body: (ArchivedRejection) throws -> Void
  ) throws {
    guard selection.isWholeInstallation else { return }
    try eachRow("SELECT * FROM quarantine ORDER BY fingerprint") { row in
      try body(
        ArchivedRejection(
          fingerprint: row.bytes("fingerprint"), state: try row.choice("state"),
          archive: row["archive"], member: row["member"], line: row["line"],
          byteOffset: row["byte_offset"], pointer: row["pointer"], code: row["code"],
          message: row["message"], raw: row.bytes("raw"), createdAt: row.instant("created_at")))
    }
  }

  /// Hands over the packed views of each UTC day, in order.
  public func eachViewDay(_ body: (Day, [UInt8]) throws -> Void) throws {
    try eachRow("SELECT day, payload FROM view_segment ORDER BY day") { row in
      try body(Day(number: row["day"]), row.bytes("payload"))
    }
  }

  /// The id of a recipe that stands in views; nil when it is not in the selection.
  public func archivedRecipeID(
    _ key: RecipeKey, in selection: ArchiveSelection
  ) throws(StoreFault) -> RecipeID? {
    try row(
      "SELECT public_id FROM recipe r WHERE id = ? AND \(selection.recipes("r"))",
      [key.value]
    ) { $0.id("public_id") }
  }

  /// The id of a user who stands in views; nil when the archive may not say that it was them.
  public func archivedViewerID(
    _ key: UserKey, in selection: ArchiveSelection
  ) throws(StoreFault) -> UserID? {
    // Whoever switched view tracking off counts as anonymous (R24); their choice itself is theirs.
    let condition = selection.holdsPrivateDetails ? "1" : "tracks_views = 1"
    return try row("SELECT public_id FROM user WHERE id = ? AND \(condition)", [key.value]) {
      $0.id("public_id")
    }
  }
}
