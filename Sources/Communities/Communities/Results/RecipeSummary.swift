public import RecipeModel
public import Store

/// A recipe as a list shows it.
public struct RecipeSummary: Sendable, Equatable {
  public var id: RecipeID
  public var title: String
  /// The creator's username.
  public var creator: String
  /// How it came from another one; nil when it did not.
  public var originKind: OriginKind?
  public var createdAt: Instant
  public var updatedAt: Instant
  /// Nil while it lives.
  public var deletedAt: Instant?

  init(_ listing: StoredListing) {
    id = listing.recipe.id
    title = listing.title
    creator = listing.creatorName
    originKind = listing.recipe.origin?.kind
    createdAt = listing.recipe.createdAt
    updatedAt = listing.recipe.updatedAt
    deletedAt = listing.recipe.deletion?.at
  }
}

/// A part of a list of recipes.
public struct RecipePage: Sendable, Equatable {
  /// From new to old.
  public var recipes: [RecipeSummary]
  /// Where the next page begins; nil after the last one.
  public var next: RecipeCursor?
}
