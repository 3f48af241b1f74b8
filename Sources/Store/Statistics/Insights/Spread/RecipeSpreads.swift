public import RecipeModel

/// The living recipes that spread furthest.
public struct RecipeSpreads: Sendable, Equatable {
  /// The zone whose days the span is in: the community's, or the installation's (R28).
  public var zone: String
  /// Those in most communities first, then the deepest, those with most descendants, the oldest.
  ///
  /// Recipes from which no variant or share was ever made are not among them.
  public var recipes: [RecipeSpread]
}

/// How far a recipe spread through variants and shares of it, and of those, and so on.
public struct RecipeSpread: Sendable, Equatable {
  public var id: RecipeID
  public var title: String
  /// The name of its community.
  public var community: String
  /// In how many communities within reach it or a living descendant lies, its own included.
  public var communities: Int
  /// Steps to the furthest living descendant, those beyond the reach included; 0 when none lives.
  public var depth: Int
  /// Living descendants within reach.
  public var descendants: Int
  /// Living descendants in communities beyond the reach, as one number (R19).
  public var descendantsBeyondReach: Int
  public var createdAt: Instant
  /// When a variant or a share was made from it first, deleted ones included (R25).
  public var firstForkAt: Instant
  /// How many were made from the recipe itself in the span, deleted ones included.
  public var forks: Int

  /// How long it took until the first fork was made, in milliseconds; never negative.
  public var millisecondsToFirstFork: Int64 {
    max(0, firstForkAt.milliseconds - createdAt.milliseconds)
  }
}
