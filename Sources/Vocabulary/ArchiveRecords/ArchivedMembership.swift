public import RecipeModel

/// What a user is, or was, in a community.
public struct ArchivedMembership: Sendable, Equatable {
  public var id: MembershipID
  public var userID: UserID
  public var communityID: CommunityID
  public var role: Role
  public var joinedAt: Instant
  public var invitedByUserID: UserID?
  public var deletedAt: Instant?
  /// Set when it went with its community, not when the user left.
  public var deletionID: EntityID<ArchivedDeletion>?

  public init(
    id: MembershipID, userID: UserID, communityID: CommunityID, role: Role, joinedAt: Instant,
    invitedByUserID: UserID? = nil, deletedAt: Instant? = nil,
    deletionID: EntityID<ArchivedDeletion>? = nil
  ) {
    self.id = id
    self.userID = userID
    self.communityID = communityID
    self.role = role
    self.joinedAt = joinedAt
    self.invitedByUserID = invitedByUserID
    self.deletedAt = deletedAt
    self.deletionID = deletionID
  }
}
