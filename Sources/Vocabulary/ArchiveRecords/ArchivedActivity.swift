public import RecipeModel

/// An entry of the feed.
public struct ArchivedActivity: Sendable, Equatable {
  public var id: ActivityID
  public var kind: ActivityKind
  public var userID: UserID
  public var communityID: CommunityID?
  public var recipeID: RecipeID?
  /// Whether there is a recipe that the archive may not name.
  public var isRecipeWithheld: Bool
  public var createdAt: Instant

  public init(
    id: ActivityID, kind: ActivityKind, userID: UserID, communityID: CommunityID? = nil,
    recipeID: RecipeID? = nil, isRecipeWithheld: Bool = false, createdAt: Instant
  ) {
    self.id = id
    self.kind = kind
    self.userID = userID
    self.communityID = communityID
    self.recipeID = recipeID
    self.isRecipeWithheld = isRecipeWithheld
    self.createdAt = createdAt
  }
}
