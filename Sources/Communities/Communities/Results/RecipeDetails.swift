public import RecipeModel

/// A recipe as it is shown alone.
public struct RecipeDetails: Sendable, Equatable {
  public var id: RecipeID
  public var body: RecipeBody
  /// As first seen, in the order of their folded names.
  public var tags: [String]
  public var imageURL: String?
  /// The creator's username.
  public var creator: String
  /// The slug of its community; nil in a catalogue.
  public var community: String?
  /// Nil for a recipe that came from no other one.
  public var origin: RecipeOriginDetails?
  public var createdAt: Instant
  public var updatedAt: Instant
  /// Nil while it lives.
  public var deletedAt: Instant?
}

/// Where a recipe came from, as far as whoever asks may see it (R19).
public struct RecipeOriginDetails: Sendable, Equatable {
  public var kind: OriginKind
  /// Nil when the recipe it came from is deleted or in a community that they do not belong to.
  public var recipe: RecipeID?
  /// Of the community it was shared from, its name.
  public var sharedFrom: String?
  public var sharedAt: Instant?
}
