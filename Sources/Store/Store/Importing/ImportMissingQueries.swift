import GRDB
public import RecipeModel

/// A recipe that an import did not meet, and what keeps it from being deleted for that.
public struct MissingRecipe: Sendable, Equatable {
  public var id: RecipeID
  public var title: String
  public var contentDigest: [UInt8]
  /// Whether people changed what it says or its tags since its source was last taken over.
  public var isEdited: Bool
  public var hasPendingProposal: Bool
}

extension ReadTransaction {
  /// How many recipes a community has, deleted ones included; nil for a catalogue, where they are
  /// not counted apart.
  public func recipeCount(in place: ImportPlace) throws(StoreFault) -> Int? {
    guard case .community(let community) = place else { return nil }
    return Int(
      try integer("SELECT count(*) FROM recipe WHERE community_id = ?", [community.value]))
  }

  /// A living recipe that was imported; nil when it was deleted meanwhile.
  public func missingRecipe(_ key: RecipeKey) throws(StoreFault) -> MissingRecipe? {
    try row(
      """
      \(ReadTransaction.missingRecipe) FROM recipe r
        CROSS JOIN recipe_source s ON s.recipe_id = r.id
        CROSS JOIN recipe_body b ON b.id = r.body_id
       WHERE r.id = ? AND r.deleted_at IS NULL
      """, [key.value]
    ) { MissingRecipe($0) }
  }

  /// The imported recipes of a place that were deleted at a moment, by key.
  public func importedRecipes(
    deletedAt moment: Instant, in place: ImportPlace, of owner: UserKey
  ) throws(StoreFault) -> [MissingRecipe] {
    let (condition, key) = place.condition(ownedBy: owner)
    return try rows(
      """
      \(ReadTransaction.missingRecipe) FROM recipe r
        CROSS JOIN recipe_source s ON s.recipe_id = r.id
        CROSS JOIN recipe_body b ON b.id = r.body_id
       WHERE \(condition) AND r.deleted_at = ?2 AND r.purged_at IS NULL ORDER BY r.id
      """, [key, moment.milliseconds]
    ) { MissingRecipe($0) }
  }

  private static let missingRecipe = """
    SELECT r.public_id, b.title, b.content_digest,
        s.body_id <> r.body_id OR EXISTS (SELECT 1 FROM audit_log
          WHERE entity_type = 'recipe' AND entity_id = r.public_id AND action = 'recipe.tag')
          AS is_edited,
        EXISTS (SELECT 1 FROM proposal p WHERE p.recipe_id = r.id AND p.status = 'pending'
          AND p.deleted_at IS NULL) AS has_proposal
    """
}

extension MissingRecipe {
  fileprivate init(_ row: Row) {
    id = RecipeID(row["public_id"])
    title = row["title"]
    contentDigest = row.bytes("content_digest")
    isEdited = row["is_edited"] as Int64 != 0
    hasPendingProposal = row["has_proposal"] as Int64 != 0
  }
}
