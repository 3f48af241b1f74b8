public import RecipeModel

/// A picture of a recipe: an address, or a stored file.
public struct ArchivedImage: Sendable, Equatable {
  public var id: RecipeImageID
  public var recipeID: RecipeID
  /// From 0.
  public var position: Int
  public var place: ArchivedImagePlace
  public var uploadedAt: Instant
  public var deletedAt: Instant?

  public init(
    id: RecipeImageID, recipeID: RecipeID, position: Int, place: ArchivedImagePlace,
    uploadedAt: Instant, deletedAt: Instant? = nil
  ) {
    self.id = id
    self.recipeID = recipeID
    self.position = position
    self.place = place
    self.uploadedAt = uploadedAt
    self.deletedAt = deletedAt
  }
}
