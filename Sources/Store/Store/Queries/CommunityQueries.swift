public import RecipeModel

extension ReadTransaction {
  /// The community with a public id, living or deleted; nil for one that was purged.
  public func community(_ id: CommunityID) throws(StoreFault) -> StoredCommunity? {
    try row("SELECT * FROM community WHERE public_id = ? AND purged_at IS NULL", [id.text]) {
      try StoredCommunity($0)
    }
  }

  /// A community by key, living, deleted or purged.
  public func community(_ key: CommunityKey) throws(StoreFault) -> StoredCommunity? {
    try row("SELECT * FROM community WHERE id = ?", [key.value]) { try StoredCommunity($0) }
  }

  /// The living community with a slug.
  public func community(slug: String) throws(StoreFault) -> StoredCommunity? {
    try row("SELECT * FROM community WHERE slug = ? AND deleted_at IS NULL", [slug]) {
      try StoredCommunity($0)
    }
  }

  /// A page of the living communities in the order of their slugs.
  public func communities(
    after slug: String = "", limit: Int
  ) throws(StoreFault) -> [StoredCommunity] {
    try rows(
      "SELECT * FROM community WHERE deleted_at IS NULL AND slug > ? ORDER BY slug LIMIT ?",
      [slug, limit]
    ) { try StoredCommunity($0) }
  }

  /// The deleted communities that are not purged, the last deleted first; only those with a slug
  /// when one is given.
  public func deletedCommunities(slug: String? = nil) throws(StoreFault) -> [StoredCommunity] {
    try rows(
      """
      SELECT * FROM community WHERE deletion_id > 0 AND purged_at IS NULL AND (?1 IS NULL OR slug = ?1)
       ORDER BY deleted_at DESC, id DESC
      """, [slug]
    ) { try StoredCommunity($0) }
  }
}

extension WriteTransaction {
  /// Stores a community; a slug that a living community holds is a constraint fault.
  public func insert(_ new: NewCommunity) throws(StoreFault) -> CommunityKey {
    CommunityKey(
      try insert(
        """
        INSERT INTO community (public_id, slug, name, description, visibility, time_zone,
          created_at, updated_at, deleted_at, deletion_id, change)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          new.id.text, new.slug, new.name, new.description, new.visibility.rawValue, new.timeZone,
          new.createdAt.milliseconds, new.updatedAt.milliseconds,
          new.deletion?.at.milliseconds, new.deletion?.deletion.value, change,
        ]))
  }

  /// Stores what a community is called and how it counts; a slug that a living one holds is a
  /// constraint fault.
  public func update(_ community: StoredCommunity) throws(StoreFault) {
    try execute(
      """
      UPDATE community SET slug = ?, name = ?, description = ?, time_zone = ?, updated_at = ?,
        change = ? WHERE id = ?
      """,
      [
        community.slug, community.name, community.description, community.timeZone,
        community.updatedAt.milliseconds, change, community.key.value,
      ])
  }

  /// Gives a community, living or deleted, another slug.
  public func setSlug(
    of community: CommunityKey, to slug: String, at now: Instant
  ) throws(StoreFault) {
    try execute(
      "UPDATE community SET slug = ?, updated_at = ?, change = ? WHERE id = ?",
      [slug, now.milliseconds, change, community.value])
  }
}
