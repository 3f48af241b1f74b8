extension ReadTransaction {
  /// The living share of a recipe that a community holds, the oldest if a restoration gave it
  /// several (R16).
  public func livingShare(
    of recipe: RecipeKey, in community: CommunityKey
  ) throws(StoreFault) -> StoredRecipe? {
    try row(
      """
      SELECT * FROM recipe
       WHERE origin_id = ? AND community_id = ? AND origin_kind = 'share' AND deleted_at IS NULL
       ORDER BY id LIMIT 1
      """, [recipe.value, community.value]
    ) { try StoredRecipe($0) }
  }
}
