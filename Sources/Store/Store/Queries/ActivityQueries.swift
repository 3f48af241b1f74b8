import RecipeModel

extension ReadTransaction {
  /// The feed of a community, from new to old.
  public func activities(
    in community: CommunityKey, limit: Int
  ) throws(StoreFault) -> [StoredActivity] {
    try rows(
      """
      SELECT * FROM activity WHERE community_id = ? ORDER BY created_at DESC, id DESC LIMIT ?
      """, [community.value, limit]
    ) { try StoredActivity($0) }
  }

  /// The feed of a user, from new to old.
  public func activities(of user: UserKey, limit: Int) throws(StoreFault) -> [StoredActivity] {
    try rows(
      "SELECT * FROM activity WHERE user_id = ? ORDER BY created_at DESC, id DESC LIMIT ?",
      [user.value, limit]
    ) { try StoredActivity($0) }
  }
}

extension WriteTransaction {
  /// Adds an entry to the feed.
  public func insert(_ new: NewActivity) throws(StoreFault) {
    try prepared(
      """
      INSERT INTO activity (public_id, kind, user_id, community_id, recipe_id, created_at, change,
          recipe_creator_id)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
          (SELECT nullif(creator_id, ?3) FROM recipe WHERE id = ?5))
      """
    ).bind(new.id).bind(new.kind.rawValue).bind(new.user.value).bind(new.community?.value)
      .bind(new.recipe?.value).bind(new.createdAt).bind(change).run()
  }
}
