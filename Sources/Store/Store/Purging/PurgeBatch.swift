public import RecipeModel

extension WriteTransaction {
  /// Removes for good some of what was deleted at a moment or before: recipes as long as there are
  /// any, then communities, each in parts of so many rows.
  public func purgeBatch(
    deletedUntil horizon: Instant, at now: Instant, rows: Int
  ) throws -> PurgeCounts {
    let recipes = try purgeableRecipes(deletedUntil: horizon, limit: rows)
    if !recipes.isEmpty { return try purge(recipes, at: now) }
    guard let community = try purgeableCommunity(deletedUntil: horizon) else {
      return PurgeCounts()
    }
    return try purge(community, limit: rows, at: now)
  }
}
