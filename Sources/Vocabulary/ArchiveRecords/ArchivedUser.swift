public import RecipeModel

/// A user.
public struct ArchivedUser: Sendable, Equatable {
  public var id: UserID
  /// Nil where the archive may not hold it (R7).
  public var email: String?
  public var username: String
  /// Nil where the archive may not hold them.
  public var preferences: ArchivedPreferences?
  public var createdAt: Instant
  public var updatedAt: Instant
  public var deletedAt: Instant?
  /// When they were erased (R23): they are deleted, and have no address.
  public var erasedAt: Instant?

  public init(
    id: UserID, email: String? = nil, username: String, preferences: ArchivedPreferences? = nil,
    createdAt: Instant, updatedAt: Instant, deletedAt: Instant? = nil, erasedAt: Instant? = nil
  ) {
    self.id = id
    self.email = email
    self.username = username
    self.preferences = preferences
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.deletedAt = deletedAt
    self.erasedAt = erasedAt
  }
}
