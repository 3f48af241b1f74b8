import GRDB
public import RecipeModel

extension ReadTransaction {
  /// The recipe with a public id, living or deleted; nil for one that was purged.
  public func recipe(_ id: RecipeID) throws(StoreFault) -> StoredRecipe? {
    try row("SELECT * FROM recipe WHERE public_id = ? AND purged_at IS NULL", [id.text]) {
      try StoredRecipe($0)
    }
  }

  /// A recipe by key, living or deleted; nil for one that was purged.
  public func recipe(_ key: RecipeKey) throws(StoreFault) -> StoredRecipe? {
    try row("SELECT * FROM recipe WHERE id = ? AND purged_at IS NULL", [key.value]) {
      try StoredRecipe($0)
    }
  }

  /// The living personal copy that somebody has of a recipe.
  public func personalCopy(
    of recipe: RecipeKey, ownedBy owner: UserKey
  ) throws(StoreFault) -> StoredRecipe? {
    try row(
      """
      SELECT * FROM recipe WHERE origin_id = ? AND origin_kind = 'personal_copy'
         AND creator_id = ? AND deleted_at IS NULL ORDER BY id LIMIT 1
      """, [recipe.value, owner.value]
    ) { try StoredRecipe($0) }
  }

  /// A page of the recipes of a community, from new to old.
  public func recipes(
    in community: CommunityKey, deleted: DeletedRows = .leftOut, after cursor: RecipeCursor? = nil,
    limit: Int
  ) throws(StoreFault) -> [StoredListing] {
    try rows(
      """
      SELECT r.*, b.title, u.username AS creator_name
        FROM recipe r JOIN recipe_body b ON b.id = r.body_id JOIN user u ON u.id = r.creator_id
       WHERE r.community_id = ? AND (r.deleted_at IS NULL OR ? OR r.creator_id = ?)
         AND (r.created_at, r.id) < (?, ?)
       ORDER BY r.created_at DESC, r.id DESC LIMIT ?
      """, ReadTransaction.pageArguments(community.value, deleted, cursor, limit)
    ) { try StoredListing($0) }
  }

  /// A page of the recipes in a user's own catalogue, from new to old.
  public func recipes(
    inCatalogueOf user: UserKey, deleted: DeletedRows = .leftOut,
    after cursor: RecipeCursor? = nil, limit: Int
  ) throws(StoreFault) -> [StoredListing] {
    try rows(
      """
      SELECT r.*, b.title, u.username AS creator_name
        FROM recipe r JOIN recipe_body b ON b.id = r.body_id JOIN user u ON u.id = r.creator_id
       WHERE r.creator_id = ? AND r.community_id IS NULL
         AND (r.deleted_at IS NULL OR ? OR r.creator_id = ?)
         AND (r.created_at, r.id) < (?, ?)
       ORDER BY r.created_at DESC, r.id DESC LIMIT ?
      """, ReadTransaction.pageArguments(user.value, deleted, cursor, limit)
    ) { try StoredListing($0) }
  }

  /// How many living recipes a community has.
  public func recipeCount(of community: CommunityKey) throws(StoreFault) -> Int {
    Int(
      try integer(
        "SELECT count(*) FROM recipe WHERE community_id = ? AND deleted_at IS NULL",
        [community.value]))
  }

  private static func pageArguments(
    _ place: Int64, _ deleted: DeletedRows, _ cursor: RecipeCursor?, _ limit: Int
  ) -> StatementArguments {
    let creator: UserKey? = if case .createdBy(let user) = deleted { user } else { nil }
    return [
      place, deleted == .included, creator?.value, cursor?.createdAt.milliseconds ?? Int64.max,
      cursor?.key.value ?? Int64.max, limit,
    ]
  }
}

extension WriteTransaction {
  /// Stores one recipe.
  public func insert(_ new: NewRecipe) throws(StoreFault) -> RecipeKey {
    var share: (from: CommunityKey, by: UserKey, at: Instant)?
    if case .share(_, let from, let by, let at) = new.origin { share = (from, by, at) }
    try prepared(
      """
      INSERT INTO recipe (public_id, body_id, creator_id, community_id, origin_id, origin_kind,
        shared_from_community_id, shared_by_id, shared_at, image_url, created_at, updated_at,
        deleted_at, deletion_id, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    ).bind(new.id).bind(new.body.value).bind(new.creator.value).bind(new.community?.value)
      .bind(new.origin?.recipe.value).bind(new.origin?.kind.rawValue).bind(share?.from.value)
      .bind(share?.by.value).bind(share?.at).bind(new.imageURL).bind(new.createdAt)
      .bind(new.updatedAt).bind(new.deletion?.at).bind(new.deletion?.deletion.value).bind(change)
      .run()
    seenKeys?.insert(new.id)
    return RecipeKey(database.lastInsertedRowID)
  }

  /// Gives one recipe another body; its copies and its origin keep theirs (R9).
  public func setBody(
    of recipe: RecipeKey, to body: BodyKey, at now: Instant
  ) throws(StoreFault) {
    try execute(
      "UPDATE recipe SET body_id = ?, updated_at = ?, change = ? WHERE id = ?",
      [body.value, now.milliseconds, change, recipe.value])
  }

  /// Marks a recipe as changed, when what changed is kept in another table.
  public func touch(_ recipe: RecipeKey, at now: Instant) throws(StoreFault) {
    try execute(
      "UPDATE recipe SET updated_at = ?, change = ? WHERE id = ?",
      [now.milliseconds, change, recipe.value])
  }
}
