public import RecipeModel

/// A user, as far as rules ask.
public struct PersonStanding: Sendable, Equatable {
  public var id: UserID
  /// How refusals name them; never an e-mail address.
  public var username: String
  /// Deleted or erased: they can do nothing, and nothing new can be theirs.
  public var isDeleted: Bool
  /// Their living memberships in living communities; at least those that the request concerns,
  /// and all of them for `Reach`.
  public var roles: [CommunityID: Role]

  public init(
    id: UserID, username: String, isDeleted: Bool = false, roles: [CommunityID: Role] = [:]
  ) {
    self.id = id
    self.username = username
    self.isDeleted = isDeleted
    self.roles = roles
  }

  /// Their role in one community; what they are in another says nothing about it (R1).
  public func role(in community: CommunityID) -> Role? {
    isDeleted ? nil : roles[community]
  }

  public func isMember(of community: CommunityID) -> Bool { role(in: community) != nil }
}
