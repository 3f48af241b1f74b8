public import RecipeModel

/// Somebody opened a recipe.
public struct ArchivedView: Sendable, Equatable {
  /// Tells a repeated line from a second event; not kept.
  public var id: String?
  public var recipeID: RecipeID
  /// Nil for an anonymous event.
  public var userID: UserID?
  public var viewedAt: Instant
  /// What opened it.
  public var agent: AgentClass

  public init(
    id: String? = nil, recipeID: RecipeID, userID: UserID? = nil, viewedAt: Instant,
    agent: AgentClass = .person
  ) {
    self.id = id
    self.recipeID = recipeID
    self.userID = userID
    self.viewedAt = viewedAt
    self.agent = agent
  }
}
