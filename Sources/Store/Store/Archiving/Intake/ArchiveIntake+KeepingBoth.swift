public import ArchiveRecords
import PipelineCore
import RecipeCoding
import RecipeModel

// Keeping both is about recipes: what one says here stays, and what it said comes in beside it as a
// variant, with its tags and pictures. What happened to it is not told twice: proposals, views and
// the feed stay with the recipe that they were of, unless something else has its id here. That is
// no matter of what is to be kept: whatever the policy, it is another recipe, and gets an id of its
// own, so that nothing that is said of the one comes to stand with the other (R7).

/// What came in under something else than it had in the snapshot, because that is taken here.
public struct KeptBeside: Sendable, Equatable {
  /// What was taken.
  public enum Name: String, Sendable, CaseIterable {
    case id, slug, username, email
  }

  public var entity: ArchiveEntity
  public var name: Name
  /// What it is called in the snapshot; of a user whose address is taken the username.
  public var old: String
  public var new: String

  public init(_ entity: ArchiveEntity, _ name: Name, old: String, new: String) {
    self.entity = entity
    self.name = name
    self.old = old
    self.new = new
  }
}

extension ArchiveIntake {
  /// Gives new ids to the staged recipes whose ids are taken here, and has what belongs to them
  /// name those.
  func giveNewIDs() throws {
    guard policy != .refuse else { return }
    try nameRecipes(isVersion: false)
    try moveOthers()
    guard policy == .keepBoth else { return }
    try nameRecipes(isVersion: true)
    try moveVersions()
  }

  /// The communities, users and recipes that came in under other names, as they were read.
  public func keptBeside() throws(StoreFault) -> [KeptBeside] {
    try transaction.rows(
      """
      SELECT k.* FROM temp.intake_kept k JOIN temp.intake i ON i.seq = k.seq
       WHERE i.outcome = 'inserted' AND (k.entity IN ('community', 'user')
           OR (k.entity = 'recipe' AND EXISTS (
             SELECT 1 FROM temp.intake_recipe t WHERE t.seq = k.seq AND t.id = k.new)))
       ORDER BY k.seq, k.what
      """
    ) { row in
      KeptBeside(
        ArchiveEntity(rawValue: row["entity"]) ?? .recipe,
        KeptBeside.Name(rawValue: row["what"]) ?? .id, old: row["old"], new: row["new"])
    }
  }

  /// Writes down the new ids of what came in, for whatever names the old ones later.
  func keepNewIDs() throws(StoreFault) {
    guard policy != .refuse else { return }
    for entity in Self.renumbered {
      try transaction.execute(
        """
        INSERT OR IGNORE INTO restored_id
            (kind, new_id, installation_id, old_id, is_version, run_id)
          SELECT '\(entity.table)', k.new, ?, k.old, k.is_version, ?
            FROM temp.intake_kept k JOIN temp.intake i ON i.seq = k.seq
           WHERE k.entity = '\(entity.rawValue)' AND k.what = 'id' AND i.outcome = 'inserted'
           ORDER BY k.new
        """, [installation, run.value])
    }
  }

  /// The kinds that come in under new ids.
  private static let renumbered: [ArchiveEntity] = [
    .recipe, .recipeImage, .proposal, .recipeRevision, .activity,
  ]

  // MARK: - Recipes

  /// Finds the recipes that need a new id: other ones, by place or by creator and moment, or
  /// versions of those that are there.
  private func nameRecipes(isVersion: Bool) throws {
    // Imported again after it was taken back, or of somebody erased since, it is the same one.
    let isSame = """
      c.public_id IS t.community AND (b.created_at = t.created_at OR u.public_id = t.creator
        OR u.erased_at IS NOT NULL)
      """
    let condition =
      isVersion
      ? """
      t.deleted_at IS NULL AND t.body IS NOT NULL AND \(isSame) AND \(Self.isInLivingPlace)
        AND \(Self.mayReturn) AND NOT (\(Self.saysTheSame))
      """
      : "NOT (\(isSame))"
    let found = try transaction.rows(
      """
      SELECT t.seq, t.id, lower(hex(t.body)) AS body, t.tags, coalesce(t.image_url, '') AS image_url,
          b.purged_at IS NOT NULL AS is_bare
        FROM \(ArchiveEntity.recipe.undecided) JOIN recipe b ON b.public_id = t.id
        JOIN user u ON u.id = b.creator_id LEFT JOIN community c ON c.id = b.community_id
        LEFT JOIN deletion d ON d.id = b.deletion_id
       WHERE \(condition) ORDER BY t.seq
      """
    ) { row -> (seq: Int64, old: String, new: String, isBare: Bool) in
      let id: String = row["id"]
      // What follows from the text alone is found again by another run, of whichever snapshot.
      let facts: [String] =
        isVersion ? [row["body"], row["tags"], row["image_url"]] : [self.installation]
      return (
        row["seq"], id, NameBasedID.make(["kept beside", "recipe", id] + facts),
        row["is_bare"] as Int64 != 0
      )
    }
    for recipe in found {
      try keep(
        .recipe, .id, old: recipe.old, new: recipe.new, at: recipe.seq, isVersion: isVersion,
        isBare: recipe.isBare)
    }
  }

  /// Notes that something comes in under another name.
  func keep(
    _ entity: ArchiveEntity, _ name: KeptBeside.Name, old: String, new: String, at seq: Int64?,
    isVersion: Bool = false, isBare: Bool = false
  ) throws(StoreFault) {
    try transaction.prepared(
      "INSERT OR IGNORE INTO temp.intake_kept VALUES (?, ?, ?, ?, ?, ?, ?)"
    ).bind(entity.rawValue).bind(name.rawValue).bind(old).bind(new).bind(isVersion ? 1 : 0)
      .bind(isBare ? 1 : 0).bind(seq).run()
  }

  // MARK: - Something else with the same id

  /// Everything that names such a recipe means the one that comes in, or came in with another part.
  private func moveOthers() throws {
    try transaction.execute(
      """
      INSERT OR IGNORE INTO temp.intake_kept
        SELECT 'recipe', 'id', old_id, new_id, 0, 0, NULL FROM restored_id
         WHERE kind = 'recipe' AND NOT is_version AND installation_id = ?
           -- What a later snapshot holds under the id may be what has it here.
           AND NOT EXISTS (SELECT 1 FROM temp.intake_recipe t JOIN recipe b ON b.public_id = t.id
             WHERE t.id = old_id)
      """, [installation])
    guard try isKept(isVersion: false) else { return }
    let places: [(ArchiveEntity, column: String)] = [
      (.recipe, "origin"), (.recipeSource, "id"), (.recipeImage, "recipe"), (.proposal, "recipe"),
      (.proposal, "variant"), (.recipeRevision, "recipe"), (.activity, "recipe"), (.view, "recipe"),
      (.recipe, "id"),
    ]
    for (entity, column) in places { try rename(column, of: entity, after: .recipe) }
    for entity: ArchiveEntity in [.recipeImage, .proposal, .recipeRevision, .activity] {
      try renumber(
        entity, isVersion: false,
        where: """
          t.recipe IN (SELECT new FROM temp.intake_kept WHERE entity = 'recipe' AND is_version = 0)
            AND EXISTS (SELECT 1 FROM \(entity.table) b LEFT JOIN recipe r ON r.id = b.recipe_id
              WHERE b.public_id = t.id AND r.public_id IS NOT t.recipe)
          """)
    }
    try rename("proposal", of: .recipeRevision, after: .proposal)
    try renameInAuditLog()
  }

  private func isKept(isVersion: Bool) throws(StoreFault) -> Bool {
    try transaction.integer(
      """
      SELECT EXISTS (SELECT 1 FROM temp.intake_kept
        WHERE entity = 'recipe' AND is_version = \(isVersion ? 1 : 0))
      """) != 0
  }

  /// Has a column name what comes in under another id by that.
  private func rename(
    _ column: String, of entity: ArchiveEntity, after kept: ArchiveEntity
  ) throws(StoreFault) {
    try transaction.execute(
      """
      UPDATE temp.\(entity.intakeTable) AS t SET \(column) = k.new FROM temp.intake_kept k
       WHERE k.entity = '\(kept.rawValue)' AND k.what = 'id' AND k.is_version = 0
         AND k.old = t.\(column)
      """)
  }

  /// Gives new ids to parts of recipes that have some; they follow from those of the recipes.
  private func renumber(
    _ entity: ArchiveEntity, isVersion: Bool, where condition: String
  ) throws {
    let found = try transaction.rows(
      "SELECT t.seq, t.id, t.recipe FROM \(entity.undecided) WHERE \(condition) ORDER BY t.seq"
    ) { (seq: $0[0] as Int64, id: $0[1] as String, recipe: $0[2] as String) }
    for part in found {
      let new = NameBasedID.make(["kept beside", entity.rawValue, part.recipe, part.id])
      try keep(entity, .id, old: part.id, new: new, at: part.seq, isVersion: isVersion)
      try transaction.execute(
        "UPDATE temp.\(entity.intakeTable) SET id = ? WHERE seq = ?", [new, part.seq])
    }
  }

  // MARK: - What the same recipe said

  /// Puts versions beside their recipes as variants, with their pictures.
  ///
  /// A personal copy's stands alone. Of a purged recipe it takes what was purged with it.
  private func moveVersions() throws {
    guard try isKept(isVersion: true) else { return }
    let isOfVersion = "k.entity = 'recipe' AND k.what = 'id' AND k.is_version = 1"
    for (entity, column, condition) in [
      (ArchiveEntity.recipeImage, "recipe", "1"), (.recipeSource, "id", "k.is_bare"),
      (.proposal, "recipe", "k.is_bare"), (.recipeRevision, "recipe", "k.is_bare"),
    ] {
      try transaction.execute(
        """
        UPDATE temp.\(entity.intakeTable) AS t SET \(column) = k.new FROM temp.intake_kept k
         WHERE \(isOfVersion) AND \(condition) AND k.old = t.\(column)
        """)
    }
    let versions = "(SELECT k.new FROM temp.intake_kept k WHERE \(isOfVersion))"
    try settle(
      .recipeImage, as: .skipped, where: "t.deleted_at IS NOT NULL AND t.recipe IN \(versions)")
    try renumber(.recipeImage, isVersion: true, where: "t.recipe IN \(versions)")
    try transaction.execute(
      """
      UPDATE temp.intake_recipe AS t SET id = k.new,
          origin = iif(t.community IS NULL, NULL, k.old),
          origin_kind = iif(t.community IS NULL, NULL, 'variant'), is_withheld = 0,
          shared_from = NULL, shared_by = NULL, shared_at = NULL
        FROM temp.intake_kept k WHERE \(isOfVersion) AND k.seq = t.seq
      """)
  }
}
