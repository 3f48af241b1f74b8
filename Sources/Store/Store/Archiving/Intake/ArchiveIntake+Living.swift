import ArchiveRecords
import RecipeCoding
import RecipeModel

// A part of a snapshot comes back into a store that went on living. Its records name much that is
// there already, and more than what comes in needs: so what is not needed is left out before
// anything is decided, and the store is touched by what comes in alone.

extension ArchiveEntity {
  /// A condition that what a staged record `t` stands for is in the store, whatever it says.
  var isStored: String {
    switch self {
    case .recipeSource:
      """
      EXISTS (SELECT 1 FROM recipe_source b JOIN recipe r ON r.id = b.recipe_id
        WHERE r.public_id = t.id)
      """
    case .recipeBody: "EXISTS (SELECT 1 FROM recipe_body b WHERE b.digest = t.digest)"
    case .deletion: "EXISTS (SELECT 1 FROM temp.deletion_name b WHERE b.id = t.id)"
    case .quarantine: "EXISTS (SELECT 1 FROM quarantine b WHERE b.fingerprint = t.id)"
    case .installation, .view, .operation: "0"
    case .user: isStored(in: "user")
    case .community: isStored(in: "community")
    case .membership: isStored(in: "membership")
    case .target: isStored(in: "target")
    case .tag: isStored(in: "tag")
    case .recipe: isStored(in: "recipe")
    case .recipeImage: isStored(in: "recipe_image")
    case .proposal: isStored(in: "proposal")
    case .recipeRevision: isStored(in: "recipe_revision")
    case .activity: isStored(in: "activity")
    case .auditLog: isStored(in: "audit_log")
    }
  }

  private func isStored(in table: String) -> String {
    "EXISTS (SELECT 1 FROM \(table) b WHERE b.public_id = t.id)"
  }

  /// The staged records that may come in, as a FROM clause.
  fileprivate var missing: String { "\(undecided) AND NOT \(isStored)" }
}

extension ArchiveIntake {
  /// Leaves out what nothing that comes in needs, and what belongs to something that is gone here.
  func leaveOutTheUnneeded() throws(StoreFault) {
    try markOverwritten()
    takenBack = try leaveOutWhatWasTakenBack()
    try leaveOutPartsOfWhatIsGone()
    if !bringsMembers { try leaveOutMembersOfStoredCommunities() }
    try forgetWhatIsNowhere()
    try hideErasedViewers()
    try leaveOutUnneededDeletions()
    try leaveOutUnneededUsers()
    try settle(
      .tag, as: .skipped,
      where: """
        NOT \(ArchiveEntity.tag.isStored) AND t.folded NOT IN (
          SELECT g.folded FROM temp.intake_recipe_tag g WHERE g.seq IN (
            SELECT t.seq FROM \(ArchiveEntity.recipe.missing)
            UNION SELECT seq FROM temp.intake WHERE entity = 'recipe' AND outcome = 'updated'))
        """)
  }

  /// What was deleted or purged here since stays so, with all its parts.
  private func leaveOutPartsOfWhatIsGone() throws(StoreFault) {
    let parts: [(ArchiveEntity, column: String, table: String)] = [
      (.membership, "community", "community"), (.target, "community", "community"),
      (.recipe, "community", "community"), (.activity, "community", "community"),
      (.activity, "recipe", "recipe"), (.recipeSource, "id", "recipe"),
      (.recipeImage, "recipe", "recipe"), (.proposal, "recipe", "recipe"),
      (.recipeRevision, "recipe", "recipe"),
    ]
    for part in parts {
      try settle(
        part.0, as: .skipped,
        where: """
          NOT \(part.0.isStored) AND EXISTS (
            SELECT 1 FROM \(part.table) p JOIN temp.intake_\(part.table) a ON a.id = p.public_id
              JOIN temp.intake ai ON ai.seq = a.seq AND ai.outcome IS NOT 'updated'
             WHERE p.public_id = t.\(part.column)
               AND ((p.deleted_at IS NOT NULL AND a.deleted_at IS NOT p.deleted_at)
                 OR p.purged_at IS NOT a.purged_at))
          """)
    }
    // They come with their recipes: of a recipe in a community that is gone, nothing comes.
    for (entity, column) in [
      (ArchiveEntity.recipeSource, "id"), (.recipeImage, "recipe"), (.proposal, "recipe"),
      (.recipeRevision, "recipe"), (.activity, "recipe"),
    ] {
      try settle(entity, as: .skipped, where: isOfSkipped(entity, column, "recipe"))
    }
  }

  private func leaveOutMembersOfStoredCommunities() throws(StoreFault) {
    try settle(
      .membership, as: .skipped,
      where: """
        NOT \(ArchiveEntity.membership.isStored)
          AND EXISTS (SELECT 1 FROM community b WHERE b.public_id = t.community)
        """)
  }

  /// Takes from records what they may do without and what is neither here nor comes.
  private func forgetWhatIsNowhere() throws(StoreFault) {
    func isNowhere(_ column: String, _ table: String) -> String {
      """
      \(column) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \(table) b WHERE b.public_id = \(column))
        AND NOT EXISTS (SELECT 1 FROM temp.intake_\(table) e WHERE e.id = \(column))
      """
    }
    try transaction.execute(
      """
      UPDATE temp.intake_activity SET recipe = NULL, is_withheld = 1
       WHERE \(isNowhere("recipe", "recipe"))
      """)
    try transaction.execute(
      "UPDATE temp.intake_proposal SET variant = NULL WHERE \(isNowhere("variant", "recipe"))")
    // As a purge of the proposal leaves it.
    try transaction.execute(
      """
      UPDATE temp.intake_recipe_revision SET cause = 'edit', proposal = NULL
       WHERE \(isNowhere("proposal", "proposal"))
      """)
  }

  private func leaveOutUnneededDeletions() throws(StoreFault) {
    let needed = [ArchiveEntity.community, .membership, .recipe, .proposal].map {
      "SELECT t.deletion FROM \($0.missing) WHERE t.deletion IS NOT NULL"
    }
    try settle(
      .deletion, as: .skipped,
      where: """
        NOT \(ArchiveEntity.deletion.isStored)
          AND t.id NOT IN (\(needed.joined(separator: " UNION ")))
        """)
  }

  private func leaveOutUnneededUsers() throws(StoreFault) {
    let names: [(ArchiveEntity, [String])] = [
      (.deletion, ["actor"]), (.membership, ["user", "invited_by"]),
      (.recipe, ["creator", "shared_by"]), (.proposal, ["proposer", "decided_by"]),
      (.activity, ["user"]), (.auditLog, ["actor"]),
    ]
    let needed = names.flatMap { entity, columns in
      columns.map { "SELECT t.\($0) FROM \(entity.missing) WHERE t.\($0) IS NOT NULL" }
    }
    try settle(
      .user, as: .skipped,
      where: """
        NOT \(ArchiveEntity.user.isStored) AND t.id NOT IN (
          \(needed.joined(separator: " UNION "))
          UNION SELECT v.user FROM temp.intake_view v WHERE v.user IS NOT NULL)
        """)
  }

  /// A condition that a record, which is not in the store itself, names a staged one that is not
  /// there and was left out.
  func isOfSkipped(_ entity: ArchiveEntity, _ column: String, _ table: String) -> String {
    """
    t.\(column) IS NOT NULL AND NOT \(entity.isStored)
      AND NOT EXISTS (SELECT 1 FROM \(table) b WHERE b.public_id = t.\(column))
      AND EXISTS (SELECT 1 FROM temp.intake_\(table) p JOIN temp.intake pi ON pi.seq = p.seq
        WHERE p.id = t.\(column) AND pi.outcome = 'skipped')
    """
  }

  /// Takes the names out of views of users who were erased here (R23).
  private func hideErasedViewers() throws(StoreFault) {
    let erased = Set(try transaction.erasures().map(\.userDigest))
    guard !erased.isEmpty else { return }
    let viewers = try transaction.rows(
      """
      SELECT DISTINCT user FROM temp.intake_view WHERE user IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM user b WHERE b.public_id = intake_view.user)
      """
    ) { $0[0] as String }
    for viewer in viewers where erased.contains(Digest.sha256(Array(viewer.utf8))) {
      try transaction.execute("UPDATE temp.intake_view SET user = NULL WHERE user = ?", [viewer])
    }
  }
}
