public import RecipeModel

/// A community as stored, living or deleted.
public struct StoredCommunity: Sendable, Hashable {
  public var key: CommunityKey
  public var id: CommunityID
  public var slug: String
  public var name: String
  /// Empty when nothing was said.
  public var description: String
  public var visibility: Visibility
  /// An IANA name.
  public var timeZone: String
  public var createdAt: Instant
  public var updatedAt: Instant
  /// Nil while it lives.
  public var deletion: DeletionMark?

  init(_ row: Row) throws(StoreFault) {
    key = row.key("id")
    id = row.id("public_id")
    slug = row["slug"]
    name = row["name"]
    description = row["description"]
    visibility = try row.state("visibility")
    timeZone = row["time_zone"]
    createdAt = row.instant("created_at")
    updatedAt = row.instant("updated_at")
    deletion = row.deletionMark
  }
}

/// A community to be stored.
public struct NewCommunity: Sendable {
  public var id: CommunityID
  public var slug: String
  public var name: String
  public var description: String
  public var visibility: Visibility
  /// An IANA name.
  public var timeZone: String
  public var createdAt: Instant
  public var updatedAt: Instant
  /// Nil for one that lives.
  public var deletion: DeletionMark?

  public init(
    id: CommunityID, slug: String, name: String, description: String = "",
    visibility: Visibility = .inviteOnly, timeZone: String = "UTC", createdAt: Instant,
    updatedAt: Instant? = nil, deletion: DeletionMark? = nil
  ) {
    self.id = id
    self.slug = slug
    self.name = name
    self.description = description
    self.visibility = visibility
    self.timeZone = timeZone
    self.createdAt = createdAt
    self.updatedAt = updatedAt ?? createdAt
    self.deletion = deletion
  }
}
