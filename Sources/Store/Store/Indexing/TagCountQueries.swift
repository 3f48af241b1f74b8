import RecipeModel

extension ReadTransaction {
  /// The communities that hold a recipe changed after a number of the change counter, ascending.
  public func communitiesChanged(after change: Int64) throws(StoreFault) -> [CommunityKey] {
    var communities: Set<CommunityKey> = []
    try eachIntegerRow(
      "SELECT community_id FROM recipe INDEXED BY ix_recipe_change WHERE change > ?1", change
    ) { row in
      if let community = row.optional(0) { communities.insert(CommunityKey(community)) }
    }
    return communities.sorted()
  }
}

extension WriteTransaction {
  /// Counts the tags of a community's living recipes again.
  ///
  /// They are added up here: for a count by tag SQLite would sort every use of every tag.
  public func recountTags(of community: CommunityKey) throws(StoreFault) {
    try execute("DELETE FROM tag_count WHERE community_id = ?", [community.value])
    var counts: [Int64: Int64] = [:]
    let uses = try holdsMuch(community) ? TagUses.amongAll : TagUses.ofCommunity
    try eachIntegerRow(uses, community.value) { counts[$0[0], default: 0] += 1 }
    for (tag, recipes) in counts.sorted(by: { $0.key < $1.key }) {
      try prepared("INSERT INTO tag_count (community_id, tag_id, recipes) VALUES (?, ?, ?)")
        .bind(community.value).bind(tag).bind(recipes).run()
    }
  }

  /// Whether to read all recipes in their order is quicker than to look for those of a community.
  private func holdsMuch(_ community: CommunityKey) throws(StoreFault) -> Bool {
    let own = try integer("SELECT count(*) FROM recipe WHERE community_id = ?", [community.value])
    return try own * 8 >= integer("SELECT max(id) FROM recipe")
  }

  /// What gives the tag of each use of a tag by a living recipe of a community.
  private enum TagUses {
    static let ofCommunity = """
      SELECT t.tag_id FROM recipe r INDEXED BY ix_recipe_community
       CROSS JOIN recipe_tag t ON t.recipe_id = r.id
       WHERE r.community_id = ?1 AND r.deleted_at IS NULL
      """
    static let amongAll = """
      SELECT t.tag_id FROM recipe r NOT INDEXED CROSS JOIN recipe_tag t ON t.recipe_id = r.id
       WHERE r.community_id = ?1 AND r.deleted_at IS NULL
      """
  }

  /// Forgets all tag counts, and how far the index had followed.
  public func removeTagCounts() throws(StoreFault) {
    try execute("DELETE FROM tag_count")
    try moveWatermark(of: .tags, to: 0)
  }
}
