public import RecipeModel

extension ReadTransaction {
  /// An act of deleting; nil for a number that none has.
  public func deletion(_ key: DeletionKey) throws(StoreFault) -> StoredDeletion? {
    try row("SELECT * FROM deletion WHERE id = ?", [key.value]) { try StoredDeletion($0) }
  }

  /// A recipe that a deletion took and that is not purged: the first of them by key.
  public func firstRecipe(takenBy deletion: DeletionKey) throws(StoreFault) -> StoredRecipe? {
    try row(
      """
      SELECT * FROM recipe WHERE deletion_id = ? AND purged_at IS NULL ORDER BY id LIMIT 1
      """, [deletion.value]
    ) { try StoredRecipe($0) }
  }

  /// The community that a deletion took, unless it is purged.
  public func community(takenBy deletion: DeletionKey) throws(StoreFault) -> StoredCommunity? {
    try row(
      "SELECT * FROM community WHERE deletion_id = ? AND purged_at IS NULL", [deletion.value]
    ) { try StoredCommunity($0) }
  }

  /// The recipes deleted by themselves after a moment, the last deleted first.
  ///
  /// What went with its community is not among them: it comes back with it or not at all.
  public func trashedRecipes(
    _ scope: TrashScope, deletedAfter moment: Instant, limit: Int
  ) throws(StoreFault) -> [TrashedRecipe] {
    switch scope {
    case .installation:
      // By deletions, of which a community of any size has one.
      return try trashed(
        "deletion d INDEXED BY ix_deletion_time CROSS JOIN recipe r ON r.deletion_id = d.id",
        where: """
          ?1 IS NULL AND d.deleted_at > ?2
            AND (r.community_id IS NOT NULL OR d.kind = 'takedown')
          """, orderedBy: "d.deleted_at", [nil, moment.milliseconds, limit])
    case .community(let community):
      return try trashed(by: "community", community.value, moment, limit)
    case .createdBy(let user):
      return try trashed(by: "creator", user.value, moment, limit)
    }
  }

  private func trashed(
    by owner: String, _ key: Int64, _ moment: Instant, _ limit: Int
  ) throws(StoreFault) -> [TrashedRecipe] {
    try trashed(
      """
      recipe r INDEXED BY ix_recipe_trash_\(owner) CROSS JOIN deletion d ON d.id = r.deletion_id
      """,
      where: "r.\(owner)_id = ?1 AND r.deleted_at > ?2 AND r.deleted_at IS NOT NULL",
      orderedBy: "r.deleted_at", [key, moment.milliseconds, limit])
  }

  private func trashed(
    _ source: String, where condition: String, orderedBy moment: String,
    _ arguments: StatementArguments
  ) throws(StoreFault) -> [TrashedRecipe] {
    try rows(
      """
      SELECT r.*, b.title, u.username AS creator_name, d.kind AS deletion_kind,
          a.username AS deleted_by
        FROM \(source) CROSS JOIN recipe_body b ON b.id = r.body_id
        CROSS JOIN user u ON u.id = r.creator_id LEFT JOIN user a ON a.id = d.actor_id
       WHERE \(condition) AND r.purged_at IS NULL AND d.kind IN ('recipe', 'takedown')
         AND (r.community_id IS NULL OR EXISTS (
           SELECT 1 FROM community c WHERE c.id = r.community_id AND c.deleted_at IS NULL))
       ORDER BY \(moment) DESC, r.id DESC LIMIT ?3
      """, arguments
    ) { try TrashedRecipe($0) }
  }

  /// How many recipes a deletion took that are not purged.
  public func recipeCount(takenBy deletion: DeletionKey) throws(StoreFault) -> Int {
    Int(
      try integer(
        "SELECT count(*) FROM recipe WHERE deletion_id = ? AND purged_at IS NULL",
        [deletion.value]))
  }
}
