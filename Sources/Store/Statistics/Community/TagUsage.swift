import Indexes
import RecipeModel
import Store

/// A tag and how much it is used in a community.
public struct TagUsage: Sendable, Equatable {
  /// The name as first seen (R10).
  public var name: String
  /// How many living recipes carry it.
  public var recipes: Int
  /// The views of those recipes.
  public var views: Int

  /// The tags of a community's living recipes with those recipes' views, most used first.
  static func most(
    _ limit: Int, of community: StoredCommunityProfile, during days: ClosedRange<Day>,
    in transaction: ReadTransaction
  ) throws -> [TagUsage] {
    let selection = try RecipeSelection.community(
      community.key, zone: community.timeZone, in: transaction)
    var tally = RecipeTally()
    try selection.eachDay(during: days, in: transaction) { try tally.add($0.payload) }
    var usages: [TagUsage] = []
    var tag: TagKey?
    try transaction.eachTag(in: community.key) { tagged in
      if tagged.tag != tag {
        tag = tagged.tag
        usages.append(TagUsage(name: tagged.name, recipes: 0, views: 0))
      }
      usages[usages.count - 1].recipes += 1
      usages[usages.count - 1].views += tally[tagged.recipe.value].views
    }
    // Equals stay in the order of their names.
    let order = usages.indices.sorted { first, second in
      let (one, other) = (usages[first], usages[second])
      return (other.recipes, other.views, first) < (one.recipes, one.views, second)
    }
    return order.prefix(limit).map { usages[$0] }
  }
}
