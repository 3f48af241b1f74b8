public import RecipeModel

/// A membership that begins.
///
/// It is always a new row: who comes back after leaving gets another one, with its own `joinedAt`
/// and without the role they once had (R7a).
public struct MembershipDraft: Sendable, Equatable {
  public var user: UserID
  public var community: CommunityID
  public var role: Role
  public var joinedAt: Instant
  /// Nil when the operator or nobody invited them.
  public var invitedBy: UserID?

  public init(
    user: UserID, community: CommunityID, role: Role, joinedAt: Instant, invitedBy: UserID?
  ) {
    self.user = user
    self.community = community
    self.role = role
    self.joinedAt = joinedAt
    self.invitedBy = invitedBy
  }
}
