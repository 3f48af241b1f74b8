import CommunityRules
public import Indexes
public import RecipeModel
import Store

/// A recipe among the most viewed of a community, of a creator or of all.
public struct RankedRecipe: Sendable, Equatable {
  public var id: RecipeID
  public var title: String
  public var views: Int
  /// Different viewers.
  public var viewers: UniqueCount
  public var forks: Int
  /// Views of the recipe and of its descendants, in whatever community they are, in one number.
  ///
  /// Those of what lies in catalogues of others are in it for the operator only (R19, R26).
  public var familyViews: Int

  public init(
    id: RecipeID, title: String, views: Int, viewers: UniqueCount, forks: Int, familyViews: Int
  ) {
    self.id = id
    self.title = title
    self.views = views
    self.viewers = viewers
    self.forks = forks
    self.familyViews = familyViews
  }

  /// The living recipes of a selection that had the most views in a span, most viewed first.
  ///
  /// Their views are in the selection's days, those of their families in the installation's (R28).
  static func top(
    _ limit: Int, of selection: RecipeSelection, during days: ClosedRange<Day>,
    within reach: Reach, in transaction: ReadTransaction
  ) throws -> [RankedRecipe] {
    guard limit > 0 else { return [] }
    let listed = try mostViewed(limit, of: selection, during: days, in: transaction)
    var own = GroupTally(listed.map { [$0.recipe.key.value] })
    try selection.eachDay(during: days, in: transaction) { try own.add($0.payload) }
    let families = try listed.map {
      try transaction.familyKeys(below: $0.recipe.key, readBy: reader(reach))
    }
    var together = GroupTally(families.map { $0.map(\.value) })
    try RecipeSelection.recipes(Array(Set(families.joined())), in: transaction)
      .eachDay(during: days, in: transaction) { try together.add($0.payload) }
    return listed.enumerated().map { place, found in
      RankedRecipe(
        id: found.recipe.id, title: found.recipe.title, views: found.views,
        viewers: own.viewers[place], forks: found.forks,
        familyViews: together.counts[place].views)
    }
  }

  /// What was viewed or forked in a span and still lives, most viewed first.
  private static func mostViewed(
    _ limit: Int, of selection: RecipeSelection, during days: ClosedRange<Day>,
    in transaction: ReadTransaction
  ) throws -> [(recipe: TitledRecipe, views: Int, forks: Int)] {
    var tally = RecipeTally()
    try selection.eachDay(during: days, in: transaction) {
      try tally.add($0.payload, of: selection.recipes)
    }
    var forks: [Int64: Int] = [:]
    let moments = selection.clock.moments(around: days)
    try transaction.eachOccurrence([.fork], in: selection.scope, during: moments) { occurrence in
      guard days.contains(selection.clock.day(of: occurrence.at)) else { return }
      forks[occurrence.recipe, default: 0] += 1
    }
    var candidates = forks.keys.filter { tally[$0].views == 0 }.map { ($0, 0) }
    candidates += tally.recipes.filter { $0.counts.views > 0 }.map { ($0.recipe, $0.counts.views) }
    candidates.sort { first, second in
      (second.1, forks[second.0] ?? 0, first.0) < (first.1, forks[first.0] ?? 0, second.0)
    }
    var listed: [(recipe: TitledRecipe, views: Int, forks: Int)] = []
    for (key, views) in candidates {
      guard listed.count < limit else { break }
      guard let recipe = try transaction.titledRecipe(RecipeKey(key)) else { continue }
      listed.append((recipe, views, forks[key] ?? 0))
    }
    return listed
  }

  private static func reader(_ reach: Reach) -> UserID? {
    switch reach {
    case .installation: nil
    case .person(let user, _): user
    }
  }
}
