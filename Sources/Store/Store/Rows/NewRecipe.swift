public import RecipeModel

/// A recipe to be stored.
public struct NewRecipe: Sendable {
  public var id: RecipeID
  public var body: BodyKey
  public var creator: UserKey
  /// Nil in its creator's catalogue.
  public var community: CommunityKey?
  public var origin: RecipeOrigin?
  public var imageURL: String?
  public var createdAt: Instant
  public var updatedAt: Instant
  /// Nil for one that lives.
  public var deletion: DeletionMark?

  public init(
    id: RecipeID, body: BodyKey, creator: UserKey, community: CommunityKey?,
    origin: RecipeOrigin? = nil, imageURL: String? = nil, createdAt: Instant,
    updatedAt: Instant? = nil, deletion: DeletionMark? = nil
  ) {
    self.id = id
    self.body = body
    self.creator = creator
    self.community = community
    self.origin = origin
    self.imageURL = imageURL
    self.createdAt = createdAt
    self.updatedAt = updatedAt ?? createdAt
    self.deletion = deletion
  }
}
