public import RecipeModel

extension ReadTransaction {
  /// Whether any takedown is in force; asked once where each record would ask for its own.
  public func hasTakedowns() throws(StoreFault) -> Bool {
    try integer(
      """
      SELECT EXISTS (SELECT 1 FROM takedown WHERE content_digest >= x'' AND lifted_at IS NULL)
      """) != 0
  }

  /// When content was taken down that may not be stored in a place; nil when it may.
  ///
  /// In a catalogue, for which the community is nil, only takedowns everywhere count.
  public func takedown(
    of contentDigest: [UInt8], in community: CommunityKey?
  ) throws(StoreFault) -> Instant? {
    try row(
      """
      SELECT taken_down_at FROM takedown WHERE content_digest = ? AND lifted_at IS NULL
         AND (community_id IS NULL OR community_id = ?) ORDER BY taken_down_at LIMIT 1
      """, [contentDigest, community?.value]
    ) { $0.instant("taken_down_at") }
  }

  /// The content digest of a body, by which takedowns know it.
  public func contentDigest(of body: BodyKey) throws(StoreFault) -> [UInt8] {
    let digest = try row("SELECT content_digest FROM recipe_body WHERE id = ?", [body.value]) {
      $0.bytes("content_digest")
    }
    guard let digest else { throw StoreFault(.inconsistent("a recipe has no body")) }
    return digest
  }

  /// The takedown in force that took a recipe, purged or not; the last one.
  public func takedown(of recipe: RecipeKey) throws(StoreFault) -> StoredTakedown? {
    try row(
      ReadTransaction.takedowns(
        "t.recipe_id = ? AND t.lifted_at IS NULL ORDER BY t.id DESC LIMIT 1"),
      [recipe.value]
    ) { StoredTakedown($0) }
  }

  /// The takedowns, the last first; only those of a community when one is given.
  public func takedowns(
    in community: CommunityKey? = nil, includingLifted: Bool, limit: Int
  ) throws(StoreFault) -> [StoredTakedown] {
    let place = community == nil ? "?1 IS NULL AND t.id > 0" : "t.community_id = ?1"
    return try rows(
      ReadTransaction.takedowns(
        "\(place) AND (?2 OR t.lifted_at IS NULL) ORDER BY t.id DESC LIMIT ?3"),
      [community?.value, includingLifted, limit]
    ) { StoredTakedown($0) }
  }

  private static func takedowns(_ condition: String) -> String {
    """
    SELECT t.*, r.public_id AS recipe, u.username AS taken_down_by
      FROM takedown t CROSS JOIN recipe r ON r.id = t.recipe_id
      LEFT JOIN user u ON u.id = t.actor_id
     WHERE \(condition)
    """
  }

  /// The key of a recipe, living, deleted or purged.
  public func recipeNode(_ id: RecipeID) throws(StoreFault) -> RecipeKey? {
    try row("SELECT id FROM recipe WHERE public_id = ?", [id.text]) { $0.key("id") }
  }

  /// The deletion that holds a recipe, which may be purged; nil for one that lives.
  public func deletionMark(of recipe: RecipeKey) throws(StoreFault) -> DeletionMark? {
    try row("SELECT deletion_id, deleted_at FROM recipe WHERE id = ?", [recipe.value]) {
      $0.deletionMark
    }.flatMap { $0 }
  }

  /// The living recipes made from a recipe: copies, variants and shares, and theirs, by key.
  public func livingDescendants(
    of recipe: RecipeKey
  ) throws(StoreFault) -> [StoredDescendant] {
    try rows(
      """
      WITH RECURSIVE family (id) AS (
        SELECT id FROM recipe WHERE origin_id = ?
        UNION
        SELECT r.id FROM family f CROSS JOIN recipe r ON r.origin_id = f.id)
      SELECT r.id, r.public_id, r.community_id, u.public_id AS creator
        FROM family f CROSS JOIN recipe r ON r.id = f.id CROSS JOIN user u ON u.id = r.creator_id
       WHERE r.deleted_at IS NULL ORDER BY r.id
      """, [recipe.value]
    ) { StoredDescendant($0) }
  }
}

extension WriteTransaction {
  /// Stores the takedown of what a recipe says.
  public func insert(_ new: NewTakedown) throws(StoreFault) {
    try execute(
      """
      INSERT INTO takedown (public_id, recipe_id, content_digest, community_id, actor_id, reason,
          taken_down_at, change)
        SELECT ?, r.id, coalesce(?, b.content_digest), ?, ?, ?, ?, ?
          FROM recipe r CROSS JOIN recipe_body b ON b.id = r.body_id WHERE r.id = ?
      """,
      [
        new.id.text, new.contentDigest, new.community?.value, new.actor?.value, new.reason,
        new.takenDownAt.milliseconds, change, new.recipe.value,
      ])
  }

  /// Lifts the takedowns of all recipes that one deletion took.
  public func liftTakedowns(
    by deletion: DeletionKey, at now: Instant
  ) throws(StoreFault) {
    try execute(
      """
      UPDATE takedown SET lifted_at = ?, change = ? WHERE lifted_at IS NULL
         AND recipe_id IN (SELECT id FROM recipe WHERE deletion_id = ?)
      """, [now.milliseconds, change, deletion.value])
  }

  /// Leaves what a takedown took to the deletions of the communities that went since: it comes
  /// back with them.
  public func handOverToCommunities(_ deletion: DeletionKey) throws(StoreFault) {
    try execute(
      """
      UPDATE recipe SET deletion_id = c.deletion_id, deleted_at = c.deleted_at, change = ?
        FROM community c
       WHERE recipe.deletion_id = ? AND c.id = recipe.community_id AND c.deleted_at IS NOT NULL
      """, [change, deletion.value])
  }
}
