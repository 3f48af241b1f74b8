import CommunityRules
import Indexes
import RecipeModel
import Store

extension ReadTransaction {
  /// Whether something happened that the rollups do not say yet.
  ///
  /// The operator is told of the whole installation. Others are told of the recipes only whose
  /// numbers they ask for: that a day waits to be counted may say that something was viewed in a
  /// community that they know nothing of (R7). So for them the waiting days are counted, and what
  /// they say of these recipes is compared with the rollups.
  ///
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` for a damaged day.
  func isBehind(on recipes: Set<Int64>, within reach: Reach) throws -> Bool {
    switch reach {
    case .installation: return try rollupsAreBehind()
    case .person:
      if try uncountedOrigins().contains(where: { recipes.contains($0.value) }) { return true }
      return try hasUncountedViews(of: recipes)
    }
  }

  private func hasUncountedViews(of recipes: Set<Int64>) throws -> Bool {
    let days = try dirtyDays()
    guard let first = days.first, let last = days.last else { return false }
    let stored = try storedViews(of: recipes, during: first...last)
    var reader = ViewReader(windowMinutes: try viewWindowMinutes())
    for day in days {
      var views: [Int64: RollupCounts] = [:]
      for view in try reader.views(on: day, in: self, where: { recipes.contains($0.recipe) }) {
        views[view.recipe, default: RollupCounts()].views += 1
        if view.viewer == nil { views[view.recipe, default: RollupCounts()].anonymous += 1 }
      }
      if views != stored[day] ?? [:] { return true }
    }
    return false
  }

  /// The views that the rollups have of each day and recipe, the anonymous ones told apart.
  private func storedViews(
    of recipes: Set<Int64>, during days: ClosedRange<Day>
  ) throws(StoreFault) -> [Day: [Int64: RollupCounts]] {
    var views: [Day: [Int64: RollupCounts]] = [:]
    for recipe in recipes.sorted() {
      for row in try rollup(
        RollupTable(.recipe, by: .day), of: recipe,
        during: days.lowerBound.number...days.upperBound.number)
      where row.counts.views > 0 {
        views[Day(number: row.period), default: [:]][recipe] = RollupCounts(
          views: row.counts.views, anonymous: row.counts.anonymous)
      }
    }
    return views
  }
}
