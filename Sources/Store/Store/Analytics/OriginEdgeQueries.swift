public import RecipeModel

/// A recipe that was made from another one, living or deleted.
public struct OriginEdge: Sendable, Hashable {
  public var recipe: RecipeKey
  public var origin: RecipeKey
  public var kind: OriginKind
  public var createdAt: Instant
  /// When it was shared; nil for what is no share.
  public var sharedAt: Instant?

  public init(
    recipe: RecipeKey, origin: RecipeKey, kind: OriginKind, createdAt: Instant, sharedAt: Instant?
  ) {
    self.recipe = recipe
    self.origin = origin
    self.kind = kind
    self.createdAt = createdAt
    self.sharedAt = sharedAt
  }
}

extension ReadTransaction {
  /// Walks all recipes that were made from another, deleted ones included, ascending by key.
  public func eachOrigin(_ body: (OriginEdge) throws -> Void) throws {
    // Every second recipe has an origin: reading the table once beats looking each of them up.
    try eachRow(
      """
      SELECT id, origin_id, origin_kind, created_at, shared_at FROM recipe NOT INDEXED
       WHERE origin_id IS NOT NULL
      """
    ) { row in try body(OriginEdge(row)) }
  }

  /// The community of a recipe, nil in a catalogue, and who made it; nil for no recipe.
  public func recipePlace(
    of recipe: RecipeKey
  ) throws(StoreFault) -> (community: CommunityKey?, creator: UserKey)? {
    try row("SELECT community_id, creator_id FROM recipe WHERE id = ?", [recipe.value]) { row in
      ((row[0] as Int64?).map { CommunityKey($0) }, UserKey(row[1]))
    }
  }

  /// The community of a recipe; nil for one in a catalogue, and for a key that is no recipe.
  public func community(of recipe: RecipeKey) throws(StoreFault) -> CommunityKey? {
    // No community has the key 0, which stands for NULL here.
    try prepared("SELECT community_id FROM recipe WHERE id = ?").bind(recipe.value).integer()
      .flatMap { $0 == 0 ? nil : CommunityKey($0) }
  }
}

extension OriginEdge {
  fileprivate init(_ row: Row) throws {
    guard let kind = OriginKind(rawValue: row["origin_kind"]) else {
      throw StoreFault(.inconsistent("a recipe came from another in a way that is not known"))
    }
    self.init(
      recipe: RecipeKey(row["id"]), origin: RecipeKey(row["origin_id"]), kind: kind,
      createdAt: Instant(milliseconds: row["created_at"]),
      sharedAt: (row["shared_at"] as Int64?).map { Instant(milliseconds: $0) })
  }
}
