public import RecipeModel

/// A recipe, with its body and the names of its tags.
public struct ArchivedRecipe: Sendable, Equatable {
  public var id: RecipeID
  /// Nil for a recipe that was purged.
  public var body: ArchivedBody?
  /// Names as shown, in the order of their folded forms.
  public var tags: [String]
  public var imageURL: String?
  public var creatorID: UserID
  /// Nil in its creator's own catalogue.
  public var communityID: CommunityID?
  public var origin: ArchivedOrigin?
  /// Whether there is an origin that the archive may not name (R19).
  public var isOriginWithheld: Bool
  public var createdAt: Instant
  public var updatedAt: Instant
  public var deletedAt: Instant?
  public var deletionID: EntityID<ArchivedDeletion>?
  /// When all but its place in the lineage was removed for good (R22).
  public var purgedAt: Instant?

  public init(
    id: RecipeID, body: ArchivedBody?, tags: [String] = [], imageURL: String? = nil,
    creatorID: UserID, communityID: CommunityID? = nil, origin: ArchivedOrigin? = nil,
    isOriginWithheld: Bool = false, createdAt: Instant, updatedAt: Instant,
    deletedAt: Instant? = nil, deletionID: EntityID<ArchivedDeletion>? = nil,
    purgedAt: Instant? = nil
  ) {
    self.id = id
    self.body = body
    self.tags = tags
    self.imageURL = imageURL
    self.creatorID = creatorID
    self.communityID = communityID
    self.origin = origin
    self.isOriginWithheld = isOriginWithheld
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.deletedAt = deletedAt
    self.deletionID = deletionID
    self.purgedAt = purgedAt
  }
}
