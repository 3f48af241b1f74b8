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

  public init(name: String, recipes: Int, views: Int) {
    self.name = name
    self.recipes = recipes
    self.views = views
  }
}

/// The tags of a community's living recipes, with those recipes' views in a span.
struct UsedTags {
  /// One tag and the recipes that carry it.
  struct Tag {
    var name: String
    var recipes: [Int64] = []
    var views = 0
  }

  /// In the order of their names.
  private(set) var tags: [Tag] = []

  init(
    of selection: RecipeSelection, in community: CommunityKey, during days: ClosedRange<Day>,
    _ transaction: ReadTransaction
  ) throws {
    var tally = RecipeTally()
    try selection.eachDay(during: days, in: transaction) { try tally.add($0.payload) }
    var tag: TagKey?
    try transaction.eachTag(in: community) { tagged in
      if tagged.tag != tag {
        tag = tagged.tag
        tags.append(Tag(name: tagged.name))
      }
      tags[tags.count - 1].recipes.append(tagged.recipe.value)
      tags[tags.count - 1].views += tally[tagged.recipe.value].views
    }
  }

  /// Those on most recipes, most used first; equals stay in the order of their names.
  func mostUsed(_ limit: Int) -> [TagUsage] {
    first(limit) { ($0.recipes.count, $0.views) }.map { tag in
      TagUsage(name: tag.name, recipes: tag.recipes.count, views: tag.views)
    }
  }

  /// Those whose recipes were viewed most, most viewed first; none without views.
  func mostViewed(_ limit: Int) -> [Tag] {
    first(limit) { ($0.views, $0.recipes.count) }.filter { $0.views > 0 }
  }

  private func first(_ limit: Int, by rank: (Tag) -> (Int, Int)) -> [Tag] {
    tags.enumerated().map { (rank: rank($0.element), place: $0.offset) }
      .sorted { ($1.rank.0, $1.rank.1, $0.place) < ($0.rank.0, $0.rank.1, $1.place) }
      .prefix(limit).map { tags[$0.place] }
  }
}
