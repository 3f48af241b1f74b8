public import RecipeModel

/// A living membership with the user whose it is.
public struct StoredMember: Sendable, Hashable {
  public var membership: StoredMembership
  public var user: StoredUser
}

/// A living membership with the living community it is in.
public struct StoredAffiliation: Sendable, Hashable {
  public var community: StoredCommunity
  public var role: Role
}

/// The role that somebody has in a living community, which rules ask for at everything they do.
public struct CommunityRole: Sendable, Hashable {
  public var community: CommunityKey
  public var id: CommunityID
  public var slug: String
  public var role: Role
}

/// The living members of a community besides one of them.
public struct OtherMembers: Sendable, Equatable {
  public var adminCount: Int
  /// How many of them are not admins.
  public var memberCount: Int
  /// Usernames of those who are not admins, the longest in the community first, up to a limit.
  public var memberNames: [String]
}
