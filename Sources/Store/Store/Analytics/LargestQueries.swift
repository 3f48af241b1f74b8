extension ReadTransaction {
  /// The roots with the most recipes below them as the lineage index knows them.
  public func largestFamilies(_ limit: Int) throws(StoreFault) -> [RecipeKey] {
    try rows(
      """
      SELECT recipe_id FROM lineage NOT INDEXED WHERE depth = 0
       ORDER BY post - pre DESC, recipe_id LIMIT ?
      """, [limit]
    ) { RecipeKey($0[0]) }
  }

  /// The tags that the most recipes carry.
  public func mostUsedTags(_ limit: Int) throws(StoreFault) -> [TagKey] {
    try rows(
      """
      SELECT tag_id FROM recipe_tag INDEXED BY ix_recipe_tag_tag
       GROUP BY tag_id ORDER BY count(*) DESC, tag_id LIMIT ?
      """, [limit]
    ) { TagKey($0[0]) }
  }

  /// Who made the most recipes.
  public func busiestCreators(_ limit: Int) throws(StoreFault) -> [UserKey] {
    try rows(
      """
      SELECT creator_id FROM recipe INDEXED BY ix_recipe_creator
       GROUP BY creator_id ORDER BY count(*) DESC, creator_id LIMIT ?
      """, [limit]
    ) { UserKey($0[0]) }
  }
}
