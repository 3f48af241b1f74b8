/// What the rows themselves say of a living community, counted one by one, without any index.
public struct PlainTotals: Sendable, Equatable {
  public var slug: String
  /// Living memberships.
  public var memberships: Int
  /// Living recipes.
  public var livingRecipes: Int
  /// Recipes that ever came into it.
  public var recipes: Int
  /// Variants and shares that were made of its recipes (R25), and the shares among them.
  public var forks: Int
  public var shares: Int
  public var proposals: Int
}

extension ReadTransaction {
  /// Counts every living community in plain passes over the tables, in the order of the slugs.
  ///
  /// Statistics count the same by other ways; a drill holds them against each other.
  public func plainTotals() throws -> [PlainTotals] {
    var totals: [Int64: PlainTotals] = [:]
    try eachRow("SELECT id, slug FROM community NOT INDEXED WHERE deleted_at IS NULL") { row in
      totals[row["id"]] = PlainTotals(
        slug: row["slug"], memberships: 0, livingRecipes: 0, recipes: 0, forks: 0, shares: 0,
        proposals: 0)
    }
    try eachRow(
      "SELECT community_id FROM membership NOT INDEXED WHERE deleted_at IS NULL"
    ) { row in totals[row["community_id"]]?.memberships += 1 }
    var communities: [Int64: Int64] = [:]
    try eachRow(
      """
      SELECT r.id, r.community_id, r.deleted_at IS NULL AS lives, d.kind IS 'undo' AS undone
        FROM recipe r NOT INDEXED LEFT JOIN deletion d ON d.id = r.deletion_id
       WHERE r.community_id IS NOT NULL
      """
    ) { row in
      let community: Int64 = row["community_id"]
      communities[row["id"]] = community
      // What an undone import had brought never came.
      if !(row["undone"] as Bool) { totals[community]?.recipes += 1 }
      if row["lives"] as Bool { totals[community]?.livingRecipes += 1 }
    }
    try eachRow(
      """
      SELECT origin_id, origin_kind = 'share' AS shared FROM recipe NOT INDEXED
       WHERE origin_id IS NOT NULL AND origin_kind IN ('variant', 'share')
      """
    ) { row in
      guard let community = communities[row["origin_id"]] else { return }
      totals[community]?.forks += 1
      if row["shared"] as Bool { totals[community]?.shares += 1 }
    }
    try eachRow("SELECT recipe_id FROM proposal NOT INDEXED") { row in
      guard let community = communities[row["recipe_id"]] else { return }
      totals[community]?.proposals += 1
    }
    return totals.values.sorted { $0.slug < $1.slug }
  }
}
