public import RecipeModel
import Store

/// A user as the operator sees them.
public struct UserSummary: Sendable, Equatable {
  public var id: UserID
  public var email: String
  public var username: String
  public var createdAt: Instant

  init(_ user: StoredUser) {
    id = user.id
    email = user.email
    username = user.username
    createdAt = user.createdAt
  }
}
