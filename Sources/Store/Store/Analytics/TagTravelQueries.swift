public import RecipeModel

/// A tag on a living recipe of a community.
public struct TaggedPlace: Sendable, Hashable {
  public var tag: TagKey
  public var community: CommunityKey
  public var createdAt: Instant
  /// Whether the recipe came by a share from another community.
  public var isShare: Bool
}

extension ReadTransaction {
  /// Hands over the tags of all living recipes within reach that lie in communities, in no order.
  public func eachTaggedPlace(
    for reader: ReaderKeys, _ body: (TaggedPlace) throws -> Void
  ) throws {
    let columns = "rt.tag_id, r.community_id, r.created_at, r.origin_kind IS 'share'"
    func tell(_ row: Row) throws {
      try body(
        TaggedPlace(
          tag: TagKey(row[0]), community: CommunityKey(row[1]),
          createdAt: Instant(milliseconds: row[2]), isShare: row[3] as Int64 != 0))
    }
    if reader.seesEverything {
      // Both tables lie in the order of the recipes.
      try eachRow(
        """
        SELECT \(columns) FROM recipe r NOT INDEXED CROSS JOIN recipe_tag rt ON rt.recipe_id = r.id
         WHERE r.deleted_at IS NULL AND r.community_id IS NOT NULL
        """, [], tell)
    } else {
      try eachRow(
        """
        SELECT \(columns) FROM json_each(?) g
         CROSS JOIN recipe r INDEXED BY ix_recipe_community ON r.community_id = g.value
         CROSS JOIN recipe_tag rt ON rt.recipe_id = r.id
         WHERE r.deleted_at IS NULL
        """, [reader.communityList], tell)
    }
  }

  /// The name of a tag as first seen, and folded; nil for no tag.
  public func tagName(
    _ tag: TagKey
  ) throws(StoreFault) -> (shown: String, folded: String)? {
    try row("SELECT name, folded FROM tag WHERE id = ?", [tag.value]) { ($0[0], $0[1]) }
  }
}
