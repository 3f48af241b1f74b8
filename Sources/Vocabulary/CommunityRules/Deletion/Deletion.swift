public import RecipeModel

/// One act of deleting: exactly what it takes is exactly what its undoing gives back (R20, R21).
///
/// A community can hold millions of rows, so what is taken is a predicate, which the store says in
/// its own words; the rows that it takes are marked with `id` and `at`.
public struct Deletion: Sendable, Equatable {
  /// What a deletion is of.
  public enum Root: Sendable, Equatable {
    case recipe(RecipeID)
    /// A recipe that is taken down with copies and forks of it (R23a).
    case recipes(Set<RecipeID>)
    case community(CommunityID)
  }

  public var id: DeletionID
  public var root: Root
  public var at: Instant

  public init(_ id: DeletionID, of root: Root, at: Instant) {
    self.id = id
    self.root = root
    self.at = at
  }

  /// Whether it takes a thing.
  ///
  /// A recipe's deletion takes that recipe alone (R9). A community's takes the community and all
  /// that lives in it: not what an earlier deletion took, and no personal copy, which is in no
  /// community.
  public func takes(_ thing: Deletable) -> Bool {
    guard thing.life.isLiving else { return false }
    switch (root, thing.kind) {
    case (.recipe(let root), .recipe(let recipe)): return recipe == root
    case (.recipes(let roots), .recipe(let recipe)): return roots.contains(recipe)
    case (.recipe, _), (.recipes, _): return false
    case (.community(let root), _): return thing.community == root
    }
  }
}

/// The undoing of one deletion.
public struct Restoration: Sendable, Equatable {
  public var deletion: DeletionID

  public init(of deletion: DeletionID) {
    self.deletion = deletion
  }

  /// Whether a thing comes back: all that the deletion took, and no more.
  public func givesBack(_ thing: Deletable) -> Bool {
    thing.life.deletion == deletion
  }
}

/// A thing that a deletion may take.
public struct Deletable: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case community(CommunityID)
    case membership(MembershipID)
    case recipe(RecipeID)
    case proposal(ProposalID)
  }

  public var kind: Kind
  /// The community that it is or is in; nil for what is in a catalogue.
  public var community: CommunityID?
  public var life: Life

  public init(_ kind: Kind, in community: CommunityID?, life: Life) {
    self.kind = kind
    self.community = community
    self.life = life
  }
}
