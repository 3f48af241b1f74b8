/// How much a tag is used in the community.
public struct TagUsage: Sendable, Equatable {
  /// The name as first seen (R10).
  public var name: String
  /// Living recipes of the community that carry it.
  public var recipes: Int
  /// Views of those recipes in the period.
  public var views: Int

  public init(name: String, recipes: Int, views: Int) {
    self.name = name
    self.recipes = recipes
    self.views = views
  }
}
