import CommunityRules
public import RecipeModel
import Store

/// A recipe among the most viewed of a community.
public struct RankedRecipe: Sendable, Equatable {
  public var id: RecipeID
  public var title: String
  public var views: Int
  /// Different viewers, exact.
  public var viewers: Int
  public var forks: Int
  /// Views of the recipe and of its descendants, in whatever community they are, in one number.
  ///
  /// Those of what lies in catalogues of others are in it for the operator only (R19, R26).
  public var familyViews: Int

  /// The living recipes of a community that had the most views in a span, most viewed first.
  static func top(
    _ limit: Int, of community: CommunityKey, during days: ClosedRange<Day>,
    within reach: Reach, in transaction: ReadTransaction
  ) throws -> [RankedRecipe] {
    let recipes = try transaction.topRecipes(of: community, during: days, limit: limit)
    var viewedDays: Set<Day> = []
    for recipe in recipes {
      let rows = try transaction.rollup(
        RollupTable(.recipe, by: .day), of: recipe.key.value,
        during: days.lowerBound.number...days.upperBound.number)
      viewedDays.formUnion(rows.lazy.map { Day(number: $0.period) })
    }
    let keys = Set(recipes.map(\.key.value))
    let viewers = try ViewerSets<Int64>(of: viewedDays.sorted(), in: transaction) {
      keys.contains($0) ? [$0] : []
    }
    return try recipes.map { recipe in
      RankedRecipe(
        id: recipe.id, title: recipe.title, views: recipe.views,
        viewers: viewers.count(recipe.key.value), forks: recipe.forks,
        familyViews: try transaction.familyViews(
          below: recipe.key, during: days, readBy: reader(reach)))
    }
  }

  private static func reader(_ reach: Reach) -> UserID? {
    switch reach {
    case .installation: nil
    case .person(let user, _): user
    }
  }
}
