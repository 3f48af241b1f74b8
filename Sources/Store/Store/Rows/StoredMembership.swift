public import RecipeModel

/// A membership as stored, living or ended.
public struct StoredMembership: Sendable, Hashable {
  public var key: MembershipKey
  public var id: MembershipID
  public var user: UserKey
  public var community: CommunityKey
  public var role: Role
  public var joinedAt: Instant
  /// Nil when the operator or nobody invited them.
  public var invitedBy: UserKey?
  /// When it ended; nil while it lives.
  public var deletedAt: Instant?
  /// The deletion of the community that ended it; nil when the user left, and while it lives.
  public var deletion: DeletionKey?

  init(_ row: Row) throws(StoreFault) {
    key = row.key("id")
    id = row.id("public_id")
    user = row.key("user_id")
    community = row.key("community_id")
    role = try row.state("role")
    joinedAt = row.instant("joined_at")
    invitedBy = row.optionalKey("invited_by_id")
    deletedAt = row.optionalInstant("deleted_at")
    deletion = row.optionalKey("deletion_id")
  }
}

/// A membership to be stored.
public struct NewMembership: Sendable {
  public var id: MembershipID
  public var user: UserKey
  public var community: CommunityKey
  public var role: Role
  public var joinedAt: Instant
  public var invitedBy: UserKey?
  /// When it ended; nil for one that lives.
  public var deletedAt: Instant?
  /// The deletion of the community that ended it.
  public var deletion: DeletionKey?

  public init(
    id: MembershipID, user: UserKey, community: CommunityKey, role: Role, joinedAt: Instant,
    invitedBy: UserKey? = nil, deletedAt: Instant? = nil, deletion: DeletionKey? = nil
  ) {
    self.id = id
    self.user = user
    self.community = community
    self.role = role
    self.joinedAt = joinedAt
    self.invitedBy = invitedBy
    self.deletedAt = deletedAt
    self.deletion = deletion
  }
}
