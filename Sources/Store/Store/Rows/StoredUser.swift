public import RecipeModel

/// A user as stored, living or deleted.
public struct StoredUser: Sendable, Hashable {
  public var key: UserKey
  public var id: UserID
  /// As given; compared by its folded form.
  public var email: String
  /// As shown; compared by its folded form.
  public var username: String
  public var tracksViews: Bool
  /// When they last switched that; nil for who never did.
  public var trackingChangedAt: Instant?
  public var notifications: NotificationPreference
  public var createdAt: Instant
  public var updatedAt: Instant
  public var deletedAt: Instant?
  /// When they were erased (R23); nil for everybody else.
  public var erasedAt: Instant?

  init(_ row: Row) throws(StoreFault) {
    key = row.key("id")
    id = row.id("public_id")
    email = row["email"]
    username = row["username"]
    tracksViews = row["tracks_views"]
    trackingChangedAt = row.optionalInstant("tracking_changed_at")
    notifications = try row.state("notifications")
    createdAt = row.instant("created_at")
    updatedAt = row.instant("updated_at")
    deletedAt = row.optionalInstant("deleted_at")
    erasedAt = row.optionalInstant("erased_at")
  }
}

/// A user to be stored.
public struct NewUser: Sendable {
  public var id: UserID
  public var email: String
  public var username: String
  public var tracksViews: Bool
  public var notifications: NotificationPreference
  public var createdAt: Instant
  public var updatedAt: Instant
  public var deletedAt: Instant?

  public init(
    id: UserID, email: String, username: String, tracksViews: Bool = true,
    notifications: NotificationPreference = .all, createdAt: Instant, updatedAt: Instant? = nil,
    deletedAt: Instant? = nil
  ) {
    self.id = id
    self.email = email
    self.username = username
    self.tracksViews = tracksViews
    self.notifications = notifications
    self.createdAt = createdAt
    self.updatedAt = updatedAt ?? createdAt
    self.deletedAt = deletedAt
  }
}
