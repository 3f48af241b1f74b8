public import RecipeModel

/// An entry of the feed of a community and of a user.
public struct StoredActivity: Sendable, Hashable {
  /// Rises with each entry that is stored, whenever it happened.
  public var key: ActivityKey
  public var id: ActivityID
  public var kind: ActivityKind
  /// Whom it is about.
  public var user: UserKey
  public var community: CommunityKey?
  public var recipe: RecipeKey?
  public var createdAt: Instant

  init(_ row: Row) throws(StoreFault) {
    key = row.key("id")
    id = row.id("public_id")
    kind = try row.state("kind")
    user = row.key("user_id")
    community = row.optionalKey("community_id")
    recipe = row.optionalKey("recipe_id")
    createdAt = row.instant("created_at")
  }
}

/// An entry to be added to the feed.
public struct NewActivity: Sendable {
  public var id: ActivityID
  public var kind: ActivityKind
  /// Whom it is about.
  public var user: UserKey
  public var community: CommunityKey?
  public var recipe: RecipeKey?
  public var createdAt: Instant

  public init(
    id: ActivityID, kind: ActivityKind, user: UserKey, community: CommunityKey? = nil,
    recipe: RecipeKey? = nil, createdAt: Instant
  ) {
    self.id = id
    self.kind = kind
    self.user = user
    self.community = community
    self.recipe = recipe
    self.createdAt = createdAt
  }
}
