public import RecipeModel

/// One of the most viewed recipes of a period.
public struct TopRecipe: Sendable, Equatable {
  public var title: String
  public var id: RecipeID
  public var views: Int
  public var viewers: ViewerCount
  public var forks: Int
  /// Views of the recipe and of all its descendants (R26).
  public var familyViews: Int

  public init(
    title: String, id: RecipeID, views: Int, viewers: ViewerCount, forks: Int, familyViews: Int
  ) {
    self.title = title
    self.id = id
    self.views = views
    self.viewers = viewers
    self.forks = forks
    self.familyViews = familyViews
  }
}
