extension PersonalSection {
  /// Who they are, and where they belong.
  static let aboutThem = [
    PersonalSection(
      "memberships", "Memberships", "The communities they belong or belonged to.",
      follows: ["membership.user_id"],
      columns: [
        Column("id"), Column("communityId"), Column("slug"), Column("community", "Community"),
        Column("role", "Role", .word), Column("joinedAt", "Joined", .moment),
        Column("invitedBy", "Invited by"), Column("endedAt", "Ended", .moment),
      ],
      query: """
        SELECT m.public_id, c.public_id, c.slug, c.name, m.role, m.joined_at, i.username,
            m.deleted_at
          FROM membership m JOIN community c ON c.id = m.community_id
          LEFT JOIN user i ON i.id = m.invited_by_id
         WHERE m.user_id = ?1 ORDER BY m.joined_at, m.id
        """),
    PersonalSection(
      "invitations", "Invitations by them", "Whom they invited, and into which community.",
      follows: ["membership.invited_by_id"],
      columns: [
        Column("communityId"), Column("community", "Community"), Column("user", "Who"),
        Column("joinedAt", "Joined", .moment),
      ],
      query: """
        SELECT c.public_id, c.name, u.username, m.joined_at
          FROM membership m JOIN community c ON c.id = m.community_id
          JOIN user u ON u.id = m.user_id
         WHERE m.invited_by_id = ?1 ORDER BY m.joined_at, m.id
        """),
  ]

  /// What they did, and what is noted of it.
  static let aboutWork = [
    PersonalSection(
      "activity", "Activity", "What feeds say of them and of their recipes.",
      follows: ["activity.user_id", "activity.recipe_creator_id"],
      columns: [
        Column("id"), Column("kind", "What", .word), Column("user", "Who"), Column("communityId"),
        Column("community", "Community"), Column("recipeId"), Column("title", "Recipe"),
        Column("createdAt", "When", .moment),
      ],
      query: """
        SELECT a.public_id, a.kind, u.username, c.public_id, c.name, \(id(of: "r")),
            \(title(of: "r")), a.created_at
          FROM activity a JOIN user u ON u.id = a.user_id
          LEFT JOIN community c ON c.id = a.community_id LEFT JOIN recipe r ON r.id = a.recipe_id
         WHERE a.user_id = ?1
            OR (a.recipe_creator_id = ?1 AND \(isMember(of: "a.community_id")))
         ORDER BY a.created_at, a.id
        """),
    PersonalSection(
      "feedMarks", "How far feeds were read", "The last time they marked a feed as read.",
      follows: ["feed_mark.user_id"],
      columns: [
        Column("communityId"), Column("community", "Community"),
        Column("markedAt", "Marked", .moment),
      ],
      query: """
        SELECT c.public_id, c.name, f.marked_at FROM feed_mark f
          LEFT JOIN community c ON c.id = f.community_id
         WHERE f.user_id = ?1 ORDER BY f.id
        """),
    PersonalSection(
      "imports", "Imports", "What they imported, or what was imported as them.",
      follows: ["import_request.importer_id"],
      columns: [
        Column("runId"), Column("kind", "What", .word), Column("state", "State", .word),
        Column("communityId"),
        Column("community", "Into"), Column("startedAt", "When", .moment),
      ],
      query: """
        SELECT n.public_id, n.kind, n.state, c.public_id, c.name, n.reference_at
          FROM import_request q JOIN run n ON n.id = q.run_id
          LEFT JOIN community c ON c.id = q.community_id
         WHERE q.importer_id = ?1 ORDER BY n.id
        """),
    PersonalSection(
      "rejected", "Records that were not imported",
      "Records for their own catalogue that could not be taken; the archives hold them.",
      follows: ["quarantine.target"],
      columns: [
        Column("code", "Why", .word), Column("message", "In words"),
        Column("state", "State", .word),
        Column("createdAt", "When", .moment),
      ],
      query: """
        SELECT q.code, q.message, q.state, q.created_at FROM quarantine q
         WHERE q.target = (SELECT public_id FROM user WHERE id = ?1) ORDER BY q.id
        """),
    PersonalSection(
      "deletions", "What they deleted", "Acts of deleting; recipes say when they went.",
      follows: ["deletion.actor_id"],
      columns: [Column("kind", "What", .word), Column("deletedAt", "When", .moment)],
      query: "SELECT kind, deleted_at FROM deletion WHERE actor_id = ?1 ORDER BY deleted_at, id"),
    PersonalSection(
      "takedowns", "Takedowns", "Of their recipes, and by them.",
      follows: ["takedown.actor_id"],
      columns: [
        Column("recipeId"), Column("title", "Recipe"), Column("byThem", "By them", .flag),
        Column("reason", "Reason"), Column("takenDownAt", "When", .moment),
        Column("liftedAt", "Lifted", .moment),
      ],
      query: """
        SELECT \(id(of: "r")), \(title(of: "r")), t.actor_id IS ?1, t.reason, t.taken_down_at,
            \(now("t.lifted_at", of: "r"))
          FROM takedown t JOIN recipe r ON r.id = t.recipe_id
         WHERE t.actor_id = ?1 OR (r.creator_id = ?1 AND \(isNear("r"))) ORDER BY t.taken_down_at, t.id
        """),
    PersonalSection(
      "auditLog", "Audit log",
      "What was written down of what they changed, and of changes to them.",
      follows: ["audit_log.actor_id", "audit_log.entity_id"],
      columns: [
        Column("id"), Column("action", "What", .word), Column("byThem", "By them", .flag),
        Column("entityType", "Of", .word), Column("entityId"), Column("communityId"),
        Column("createdAt", "When", .moment),
      ],
      query: """
        SELECT a.public_id, a.action, a.actor_id IS ?1, a.entity_type, a.entity_id, c.public_id,
            a.created_at
          FROM audit_log a LEFT JOIN community c ON c.id = a.community_id
         WHERE a.actor_id = ?1
            OR (a.entity_type = 'user'
              AND a.entity_id = (SELECT public_id FROM user WHERE id = ?1))
            OR (a.entity_type = 'membership'
              AND a.entity_id IN (SELECT public_id FROM membership WHERE user_id = ?1))
         ORDER BY a.created_at, a.id
        """),
  ]
}
