import Indexes
import RecipeModel
import Store

/// Different viewers of groups of recipes over a span of days, exact.
///
/// Viewers of days do not add up, so spans that no rollup has a row for are read from the raw
/// events. Memory holds one day, and one number for each viewer of each group.
struct ViewerSets<Group: Hashable> {
  private var viewers: [Group: Set<Int64>] = [:]

  /// Reads the days; each recipe's views count for the groups that it is given.
  init(
    of days: some Sequence<Day>, in transaction: ReadTransaction,
    groups: (_ recipe: Int64) -> [Group]
  ) throws {
    var reader = ViewReader(windowMinutes: try transaction.viewWindowMinutes())
    var recipe: Int64?
    var current: [Group] = []
    for day in days {
      for view in try reader.views(on: day, in: transaction) {
        if view.recipe != recipe {
          recipe = view.recipe
          current = groups(view.recipe)
        }
        guard let viewer = view.viewer else { continue }
        for group in current { viewers[group, default: []].insert(viewer) }
      }
    }
  }

  func count(_ group: Group) -> Int { viewers[group]?.count ?? 0 }
}
