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
  public func recountTags(of community: CommunityKey) throws(StoreFault) {
    try execute("DELETE FROM tag_count WHERE community_id = ?", [community.value])
    try execute(
      """
      INSERT INTO tag_count (community_id, tag_id, recipes)
        SELECT r.community_id, t.tag_id, count(*)
          FROM recipe r CROSS JOIN recipe_tag t ON t.recipe_id = r.id
         WHERE r.community_id = ? AND r.deleted_at IS NULL GROUP BY t.tag_id
      """, [community.value])
  }

  /// Forgets all tag counts, and how far the index had followed.
  public func removeTagCounts() throws(StoreFault) {
    try execute("DELETE FROM tag_count")
    try moveWatermark(of: .tags, to: 0)
  }
}
