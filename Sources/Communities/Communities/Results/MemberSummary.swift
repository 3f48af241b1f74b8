public import RecipeModel
import Store

/// A member of a community as others see them.
public struct MemberSummary: Sendable, Equatable {
  public var user: UserID
  public var username: String
  /// Towards the operator alone; nil for everybody else (R7).
  public var email: String?
  public var role: Role
  public var joinedAt: Instant

  init(_ user: StoredUser, role: Role, joinedAt: Instant, for asker: Asker) {
    self.user = user.id
    username = user.username
    email = asker.isOperator ? user.email : nil
    self.role = role
    self.joinedAt = joinedAt
  }
}
