public import RecipeModel

/// How many living community recipes within reach carry a tag.
public struct TagUse: Sendable, Equatable {
  public var tag: TagKey
  public var name: String
  public var recipes: Int
}

// All take the communities within reach; catalogues are not counted. Whatever comes from the
// `tag_count` index has a twin that asks the base tables, for an index that is not caught up.

extension ReadTransaction {
  /// The tag with a folded name.
  public func tag(_ name: FoldedName) throws(StoreFault) -> TagUse? {
    try row("SELECT id, name FROM tag WHERE folded = ?", [name.text]) { row in
      TagUse(tag: TagKey(row[0]), name: row[1], recipes: 0)
    }
  }

  /// The most used tags of the communities together, by the index.
  public func topTags(
    for reader: ReaderKeys, limit: Int
  ) throws(StoreFault) -> [TagUse] {
    try tagUses(
      """
      SELECT t.id, t.name, sum(k.recipes) AS recipes
        FROM json_each(:communities) g
       CROSS JOIN tag_count k ON k.community_id = g.value
       CROSS JOIN tag t ON t.id = k.tag_id
       GROUP BY t.id ORDER BY recipes DESC, t.folded LIMIT :limit
      """, reader, limit: limit)
  }

  /// The most used tags of the communities together, counted.
  public func countedTopTags(
    for reader: ReaderKeys, limit: Int
  ) throws(StoreFault) -> [TagUse] {
    try tagUses(
      """
      SELECT t.id, t.name, count(*) AS recipes
        FROM json_each(:communities) g
       CROSS JOIN recipe r INDEXED BY ix_recipe_community ON r.community_id = g.value
       CROSS JOIN recipe_tag rt ON rt.recipe_id = r.id
       CROSS JOIN tag t ON t.id = rt.tag_id
       WHERE r.deleted_at IS NULL
       GROUP BY t.id ORDER BY recipes DESC, t.folded LIMIT :limit
      """, reader, limit: limit)
  }

  /// The tags that recipes with a tag carry besides it, and on how many of these recipes.
  public func tagsTogether(
    with tag: TagKey, for reader: ReaderKeys
  ) throws(StoreFault) -> [TagUse] {
    try rows(
      """
      SELECT t.id, t.name, count(*)
        FROM recipe_tag rt CROSS JOIN recipe r ON r.id = rt.recipe_id
       CROSS JOIN recipe_tag other ON other.recipe_id = r.id AND other.tag_id <> rt.tag_id
       CROSS JOIN tag t ON t.id = other.tag_id
       WHERE rt.tag_id = :tag AND r.deleted_at IS NULL
         AND +r.community_id IN (SELECT value FROM json_each(:communities))
       GROUP BY t.id
      """, ["tag": tag.value, "communities": reader.communityList]
    ) { TagUse(tag: TagKey($0[0]), name: $0[1], recipes: $0[2]) }
  }

  /// On how many recipes a tag is, by the index.
  public func recipeCount(
    of tag: TagKey, for reader: ReaderKeys
  ) throws(StoreFault) -> Int {
    Int(
      try integer(
        """
        SELECT sum(recipes) FROM tag_count WHERE tag_id = :tag
           AND +community_id IN (SELECT value FROM json_each(:communities))
        """, ["tag": tag.value, "communities": reader.communityList]))
  }

  /// On how many recipes a tag is, counted.
  public func countedRecipes(
    of tag: TagKey, for reader: ReaderKeys
  ) throws(StoreFault) -> Int {
    Int(
      try integer(
        """
        SELECT count(*) FROM recipe_tag rt CROSS JOIN recipe r ON r.id = rt.recipe_id
         WHERE rt.tag_id = :tag AND r.deleted_at IS NULL
           AND +r.community_id IN (SELECT value FROM json_each(:communities))
        """, ["tag": tag.value, "communities": reader.communityList]))
  }

  /// How many living recipes the communities hold.
  public func recipeCount(for reader: ReaderKeys) throws(StoreFault) -> Int {
    Int(
      try integer(
        """
        SELECT count(*) FROM json_each(:communities) g
         CROSS JOIN recipe r INDEXED BY ix_recipe_community ON r.community_id = g.value
         WHERE r.deleted_at IS NULL
        """, ["communities": reader.communityList]))
  }

  private func tagUses(
    _ sql: String, _ reader: ReaderKeys, limit: Int
  ) throws(StoreFault) -> [TagUse] {
    try rows(sql, ["communities": reader.communityList, "limit": limit]) { row in
      TagUse(tag: TagKey(row[0]), name: row[1], recipes: row[2])
    }
  }
}
