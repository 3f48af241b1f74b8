public import RecipeModel

/// Content that was taken down, with the recipe that said it.
public struct StoredTakedown: Sendable, Hashable {
  public var id: TakedownID
  public var recipe: RecipeID
  /// Where it is in force; nil everywhere.
  public var community: CommunityKey?
  /// The username of whoever took it down; nil for the operator.
  public var takenDownBy: String?
  public var reason: String
  public var takenDownAt: Instant
  /// Nil while it is in force.
  public var liftedAt: Instant?

  init(_ row: Row) {
    id = row.id("public_id")
    recipe = row.id("recipe")
    community = row.optionalKey("community_id")
    takenDownBy = row["taken_down_by"]
    reason = row["reason"]
    takenDownAt = row.instant("taken_down_at")
    liftedAt = row.optionalInstant("lifted_at")
  }
}

/// A takedown to be stored.
public struct NewTakedown: Sendable {
  public var id: TakedownID
  public var recipe: RecipeKey
  /// Nil everywhere.
  public var community: CommunityKey?
  /// Nil for the operator.
  public var actor: UserKey?
  public var reason: String
  public var takenDownAt: Instant
  /// 16 bytes; nil for what the recipe says now.
  public var contentDigest: [UInt8]?

  public init(
    id: TakedownID, recipe: RecipeKey, community: CommunityKey?, actor: UserKey?, reason: String,
    takenDownAt: Instant, contentDigest: [UInt8]? = nil
  ) {
    self.id = id
    self.recipe = recipe
    self.community = community
    self.actor = actor
    self.reason = reason
    self.takenDownAt = takenDownAt
    self.contentDigest = contentDigest
  }
}

/// A living recipe made from another one, directly or through others.
public struct StoredDescendant: Sendable, Hashable {
  public var key: RecipeKey
  public var id: RecipeID
  public var creator: UserID
  /// Nil in a catalogue.
  public var community: CommunityKey?

  init(_ row: Row) {
    key = row.key("id")
    id = row.id("public_id")
    creator = row.id("creator")
    community = row.optionalKey("community_id")
  }
}
