import ArchiveRecords
import PipelineCore
import RecipeModel

extension ArchiveIntake {
  func stage(_ value: ArchivedProposal, at sequence: Int64) throws(StoreFault) {
    try stage(value.body)
    try transaction.prepared(
      "INSERT INTO temp.intake_proposal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).bind(sequence).bind(value.id).bind(value.recipeID).bind(value.proposerID)
      .bind(value.body.digest).bind(value.baseDigest).bind(value.status.rawValue)
      .bind(value.createdAt).bind(value.decidedAt).bind(value.decidedByUserID)
      .bind(value.variantRecipeID).bind(value.recordDigest).bind(value.deletedAt)
      .bind(value.deletionID).run()
  }

  func settleProposals() throws {
    try settleRepeats(.proposal)
    try decideAgain()
    try refuseUnknown(.proposal, "recipe", in: "recipe", "the recipe")
    try refuseUnknown(.proposal, "proposer", in: "user", "the proposer")
    try refuseUnknown(.proposal, "decided_by", in: "user", "the user who decided")
    try refuseUnknown(.proposal, "variant", in: "recipe", "the variant")
    try refuseUnknownDeletion(.proposal)
    try settleExisting(
      .proposal, "proposal",
      equalWhere: """
        b.recipe_id = (SELECT id FROM recipe WHERE public_id = t.recipe)
          AND b.proposer_id = (SELECT id FROM user WHERE public_id = t.proposer)
          AND b.body_id = (SELECT id FROM recipe_body WHERE digest = t.body)
          AND b.base_body_id = (SELECT id FROM recipe_body WHERE digest = t.base)
          AND b.status = t.status AND b.created_at = t.created_at AND b.decided_at IS t.decided_at
          AND b.decided_by_id IS (SELECT id FROM user WHERE public_id = t.decided_by)
          AND b.variant_recipe_id IS (SELECT id FROM recipe WHERE public_id = t.variant)
          AND b.record_digest IS t.record_digest AND b.deleted_at IS t.deleted_at
          AND t.deletion IS (SELECT n.id FROM temp.deletion_name n WHERE n.key = b.deletion_id)
        """)
    for column in ["base", "body"] {
      try insertBodies(neededBy: "SELECT t.\(column) FROM \(ArchiveEntity.proposal.undecided)")
    }
    try refuse(
      .proposal, .unknownReference, "the body that it was written against is not there",
      where: "NOT EXISTS (SELECT 1 FROM recipe_body b WHERE b.digest = t.base)")
    try insertUndecided(
      .proposal,
      """
      INSERT INTO proposal (id, public_id, recipe_id, proposer_id, body_id, base_body_id, status,
          created_at, decided_at, decided_by_id, variant_recipe_id, record_digest, deleted_at,
          deletion_id, change)
        SELECT \(keptKey(of: "proposal", named: "t.id")), t.id, r.id, u.id, b.id, base.id, t.status, t.created_at, t.decided_at,
            (SELECT id FROM user WHERE public_id = t.decided_by),
            (SELECT id FROM recipe WHERE public_id = t.variant), t.record_digest, t.deleted_at,
            (SELECT n.key FROM temp.deletion_name n WHERE n.id = t.deletion), \(transaction.change)
          FROM \(ArchiveEntity.proposal.undecided)
          JOIN recipe r ON r.public_id = t.recipe JOIN user u ON u.public_id = t.proposer
          JOIN recipe_body b ON b.digest = t.body JOIN recipe_body base ON base.digest = t.base
         ORDER BY t.seq
      """)
  }

  func stage(_ value: ArchivedActivity, at sequence: Int64) throws(StoreFault) {
    try transaction.prepared("INSERT INTO temp.intake_activity VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(sequence).bind(value.id).bind(value.kind.rawValue).bind(value.userID)
      .bind(value.communityID).bind(value.recipeID).bind(Int64(value.isRecipeWithheld ? 1 : 0))
      .bind(value.createdAt).run()
  }

  func settleActivities() throws(StoreFault) {
    try settleRepeats(.activity)
    try refuseUnknown(.activity, "user", in: "user", "the user")
    try refuseUnknown(.activity, "community", in: "community", "the community")
    try refuseUnknown(.activity, "recipe", in: "recipe", "the recipe")
    try settleExisting(
      .activity, "activity",
      equalWhere: """
        b.kind = t.kind AND b.user_id = (SELECT id FROM user WHERE public_id = t.user)
          AND b.community_id IS (SELECT id FROM community WHERE public_id = t.community)
          AND (t.is_withheld
            OR b.recipe_id IS (SELECT id FROM recipe WHERE public_id = t.recipe))
          AND b.created_at = t.created_at
        """)
    try insertUndecided(
      .activity,
      """
      INSERT INTO activity (id, public_id, kind, user_id, community_id, recipe_id, recipe_creator_id,
          created_at, change)
        SELECT \(keptKey(of: "activity", named: "t.id")), t.id, t.kind, u.id, (SELECT id FROM community WHERE public_id = t.community),
            r.id, nullif(r.creator_id, u.id), t.created_at, \(transaction.change)
          FROM \(ArchiveEntity.activity.undecided) JOIN user u ON u.public_id = t.user
          LEFT JOIN recipe r ON r.public_id = t.recipe
         ORDER BY t.seq
      """)
  }

  func stage(_ value: ArchivedAuditEntry, at sequence: Int64) throws(StoreFault) {
    try transaction.prepared("INSERT INTO temp.intake_audit_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(sequence).bind(value.id).bind(value.action).bind(value.actorID)
      .bind(value.entityType.rawValue).bind(value.entityID).bind(value.communityID)
      .bind(value.metadata.map { String(decoding: $0, as: UTF8.self) }).bind(value.createdAt).run()
  }

  func settleAuditLog() throws(StoreFault) {
    try settleRepeats(.auditLog)
    try refuseUnknown(.auditLog, "actor", in: "user", "the actor")
    try refuseUnknown(.auditLog, "community", in: "community", "the community")
    try settleExisting(
      .auditLog, "audit_log",
      equalWhere: """
        b.action = t.action AND b.actor_id IS (SELECT id FROM user WHERE public_id = t.actor)
          AND b.entity_type = t.entity_type AND b.entity_id = t.entity_id
          AND b.community_id IS (SELECT id FROM community WHERE public_id = t.community)
          AND (t.metadata IS NULL OR b.metadata = t.metadata) AND b.created_at = t.created_at
        """)
    try insertUndecided(
      .auditLog,
      """
      INSERT INTO audit_log (id, public_id, action, actor_id, entity_type, entity_id, community_id,
          metadata, created_at, change)
        SELECT \(keptKey(of: "audit_log", named: "t.id")), t.id, t.action, (SELECT id FROM user WHERE public_id = t.actor), t.entity_type,
            t.entity_id, (SELECT id FROM community WHERE public_id = t.community),
            coalesce(t.metadata, '{}'), t.created_at, \(transaction.change)
          FROM \(ArchiveEntity.auditLog.undecided) ORDER BY t.seq
      """)
  }

  func stage(_ value: ArchivedRejection, at sequence: Int64) throws(StoreFault) {
    try transaction.prepared(
      """
      INSERT INTO temp.intake_quarantine
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, x''), ?)
      """
    ).bind(sequence).bind(blob: value.fingerprint).bind(value.state.rawValue)
      .bind(value.archive).bind(value.member).bind(value.line.map(Int64.init))
      .bind(value.byteOffset.map(Int64.init)).bind(value.pointer).bind(value.code)
      .bind(value.message).bind(blob: value.raw).bind(value.createdAt).run()
  }

  /// Quarantine is known by its fingerprint; what became of it here since then stays.
  func settleQuarantine() throws(StoreFault) {
    try settleRepeats(.quarantine)
    try settle(
      .quarantine, as: .unchanged,
      where: "EXISTS (SELECT 1 FROM quarantine b WHERE b.fingerprint = t.id)")
    try insertUndecided(
      .quarantine,
      """
      INSERT INTO quarantine (fingerprint, run_id, first_run_id, state, archive, member, line,
          byte_offset, pointer, code, message, raw, created_at)
        SELECT t.id, \(run.value), \(run.value), t.state, t.archive, t.member, t.line, t.byte_offset, t.pointer,
            t.code, t.message, t.raw, t.created_at
          FROM \(ArchiveEntity.quarantine.undecided) ORDER BY t.seq
      """)
  }
}
