import ArchiveRecords
import PipelineCore
import RecipeModel

extension ArchiveIntake {
  func stage(_ value: ArchivedCommunity, at sequence: Int64) throws(StoreFault) {
    let implied = value.deletedAt.map {
      ArchivedDeletion.implied(kind: "community", at: $0, anchor: value.id.text)
    }
    try transaction.prepared(
      "INSERT INTO temp.intake_community VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).bind(sequence).bind(value.id).bind(value.slug).bind(value.name).bind(value.description)
      .bind(value.visibility.rawValue).bind(value.timeZone).bind(value.createdAt)
      .bind(value.updatedAt).bind(value.deletedAt).bind(value.deletionID?.text ?? implied)
      .bind(value.purgedAt).run()
  }

  func settleCommunities() throws {
    try settleRepeats(.community)
    try refuseUnknownDeletion(.community)
    try settleExisting(
      .community, "community",
      equalWhere: """
        b.slug = t.slug AND b.name = t.name AND b.description = t.description
          AND b.visibility = t.visibility AND b.time_zone = t.time_zone
          AND b.created_at = t.created_at AND b.updated_at = t.updated_at
          AND b.deleted_at IS t.deleted_at AND b.purged_at IS t.purged_at
          AND t.deletion IS (SELECT n.id FROM temp.deletion_name n WHERE n.key = b.deletion_id)
        """)
    try renameTakenSlugs()
    try refuse(
      .community, .conflictingIdentity, "the slug is taken",
      where: """
        t.deleted_at IS NULL AND (
          EXISTS (SELECT 1 FROM community b WHERE b.slug = t.slug AND b.deleted_at IS NULL)
          OR EXISTS (SELECT 1 FROM temp.intake_community e JOIN temp.intake ei ON ei.seq = e.seq
            WHERE e.slug = t.slug AND e.seq < t.seq AND e.deleted_at IS NULL
              AND ei.outcome IS NULL))
        """)
    try refuse(
      .community, .ruleRefused, "the community has no living admin (R2)",
      where: """
        t.deleted_at IS NULL AND NOT EXISTS (
          SELECT 1 FROM temp.intake_membership m
            JOIN temp.intake mi ON mi.seq = m.seq AND mi.outcome IS NULL
            JOIN user u ON u.public_id = m.user AND u.deleted_at IS NULL
           WHERE m.community = t.id AND m.role = 'admin' AND m.deleted_at IS NULL)
        """)
    try insertUndecided(
      .community,
      """
      INSERT INTO community (id, public_id, slug, name, description, visibility, time_zone,
          created_at, updated_at, deleted_at, deletion_id, purged_at, change)
        SELECT \(keptKey(of: "community", named: "t.id")), t.id, t.slug, t.name, t.description, t.visibility, t.time_zone, t.created_at,
            t.updated_at, t.deleted_at,
            (SELECT n.key FROM temp.deletion_name n WHERE n.id = t.deletion), t.purged_at,
            \(transaction.change)
          FROM \(ArchiveEntity.community.undecided) ORDER BY t.seq
      """)
  }

  func stage(_ value: ArchivedMembership, at sequence: Int64) throws(StoreFault) {
    try transaction.prepared(
      "INSERT INTO temp.intake_membership VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).bind(sequence).bind(value.id).bind(value.userID).bind(value.communityID)
      .bind(value.role.rawValue).bind(value.joinedAt).bind(value.invitedByUserID)
      .bind(value.deletedAt).bind(value.deletionID).run()
  }

  /// What can be said of memberships before their communities, which need an admin, are judged.
  func judgeMemberships() throws(StoreFault) {
    try settleRepeats(.membership)
    try refuseUnknown(.membership, "user", in: "user", "the user")
    try refuseUnknown(.membership, "invited_by", in: "user", "the user who invited")
    try refuseUnknownDeletion(.membership)
    try settleExisting(
      .membership, "membership",
      equalWhere: """
        b.user_id = (SELECT id FROM user WHERE public_id = t.user)
          AND b.community_id = (SELECT id FROM community WHERE public_id = t.community)
          AND b.role = t.role AND b.joined_at = t.joined_at AND b.deleted_at IS t.deleted_at
          AND b.invited_by_id IS (SELECT id FROM user WHERE public_id = t.invited_by)
          AND t.deletion IS (SELECT n.id FROM temp.deletion_name n WHERE n.key = b.deletion_id)
        """)
    try refuse(
      .membership, .conflictingIdentity, "the user is a member of the community already",
      where: """
        t.deleted_at IS NULL AND (
          EXISTS (SELECT 1 FROM membership b JOIN user u ON u.id = b.user_id
              JOIN community c ON c.id = b.community_id
            WHERE u.public_id = t.user AND c.public_id = t.community AND b.deleted_at IS NULL)
          OR EXISTS (SELECT 1 FROM temp.intake_membership e JOIN temp.intake ei ON ei.seq = e.seq
            WHERE e.community = t.community AND e.user = t.user AND e.seq < t.seq
              AND e.deleted_at IS NULL AND ei.outcome IS NULL))
        """)
  }

  func settleMemberships() throws(StoreFault) {
    try refuseUnknown(.membership, "community", in: "community", "the community")
    try insertUndecided(
      .membership,
      """
      INSERT INTO membership (id, public_id, user_id, community_id, role, joined_at, invited_by_id,
          deleted_at, deletion_id, change)
        SELECT \(keptKey(of: "membership", named: "t.id")), t.id, u.id, c.id, t.role, t.joined_at,
            (SELECT id FROM user WHERE public_id = t.invited_by), t.deleted_at,
            (SELECT n.key FROM temp.deletion_name n WHERE n.id = t.deletion), \(transaction.change)
          FROM \(ArchiveEntity.membership.undecided)
          JOIN user u ON u.public_id = t.user JOIN community c ON c.public_id = t.community
         ORDER BY t.seq
      """)
  }
}
