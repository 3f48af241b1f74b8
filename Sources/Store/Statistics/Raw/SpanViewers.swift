import Indexes
import RecipeModel
import Store

/// Different viewers of some recipes together, in each period and in all of them, exact.
///
/// Memory holds one day, and one number for each viewer.
struct SpanViewers {
  private(set) var total = 0
  /// By the first day of the period.
  private(set) var byPeriod: [Day: Int] = [:]

  /// Reads the raw events of the days, which are ascending.
  init(
    of days: [Day], by grain: RollupGrain, in transaction: ReadTransaction,
    holds: (_ recipe: Int64) -> Bool
  ) throws {
    var reader = ViewReader(windowMinutes: try transaction.viewWindowMinutes())
    var all: Set<Int64> = []
    var period: Day?
    var ofPeriod: Set<Int64> = []
    for day in days {
      if period != day.period(grain) {
        ofPeriod.removeAll(keepingCapacity: true)
        period = day.period(grain)
      }
      for view in try reader.views(on: day, in: transaction, where: { holds($0.recipe) }) {
        guard let viewer = view.viewer else { continue }
        all.insert(viewer)
        ofPeriod.insert(viewer)
      }
      byPeriod[day.period(grain)] = ofPeriod.count
    }
    total = all.count
  }
}
