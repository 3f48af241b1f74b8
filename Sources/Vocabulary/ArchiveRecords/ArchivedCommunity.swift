public import RecipeModel

/// A community.
public struct ArchivedCommunity: Sendable, Equatable {
  public var id: CommunityID
  /// Empty, as is the name, for a community that was purged.
  public var slug: String
  public var name: String
  public var description: String
  public var visibility: Visibility
  /// An IANA name.
  public var timeZone: String
  public var createdAt: Instant
  public var updatedAt: Instant
  public var deletedAt: Instant?
  public var deletionID: EntityID<ArchivedDeletion>?
  /// When all but its id was removed for good (R22).
  public var purgedAt: Instant?

  public init(
    id: CommunityID, slug: String, name: String, description: String, visibility: Visibility,
    timeZone: String, createdAt: Instant, updatedAt: Instant, deletedAt: Instant? = nil,
    deletionID: EntityID<ArchivedDeletion>? = nil, purgedAt: Instant? = nil
  ) {
    self.id = id
    self.slug = slug
    self.name = name
    self.description = description
    self.visibility = visibility
    self.timeZone = timeZone
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.deletedAt = deletedAt
    self.deletionID = deletionID
    self.purgedAt = purgedAt
  }
}
