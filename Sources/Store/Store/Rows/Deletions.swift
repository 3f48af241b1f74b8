public import RecipeModel

/// When something was deleted, and by which act of deleting (R20).
public struct DeletionMark: Sendable, Hashable {
  public var deletion: DeletionKey
  public var at: Instant

  public init(deletion: DeletionKey, at: Instant) {
    self.deletion = deletion
    self.at = at
  }
}

/// What an act of deleting was.
public enum DeletionKind: String, Sendable, CaseIterable {
  case recipe
  case community
  /// The last user left a community (R6).
  case lastMemberLeft = "last_member_left"
  /// A recipe was taken down, with copies and forks of it or alone (R23a).
  case takedown
  /// An erased user's recipes went with them (R23).
  case erasure
  /// A recipe whose import was taken back, of which its views are left.
  case undo
}

/// Which deleted rows a list holds besides the living ones.
public enum DeletedRows: Sendable, Hashable {
  case leftOut
  /// Those that this user created.
  case createdBy(UserKey)
  case included
}

/// How many rows a deletion took, or its undoing gave back.
public struct DeletionCounts: Sendable, Equatable {
  public var communities = 0
  public var memberships = 0
  public var recipes = 0
  public var proposals = 0

  public init(communities: Int = 0, memberships: Int = 0, recipes: Int = 0, proposals: Int = 0) {
    self.communities = communities
    self.memberships = memberships
    self.recipes = recipes
    self.proposals = proposals
  }
}
