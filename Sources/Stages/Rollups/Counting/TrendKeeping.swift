import Indexes
import RecipeModel
import Statistics
import Store

/// Keeps the trends of calendars in step with their counted days.
///
/// What a day adds to a sum is a weight that hangs on the day and the block alone: so the old views
/// are taken away, the new ones added, and the sums equal those of all days counted anew. Only when
/// the last view comes to lie in another block are the days of its window counted anew.
struct TrendKeeping {
  /// What became of a calendar's days.
  private struct Change {
    /// What was kept before; nil when nothing was.
    var kept: StoredTrend?
    var sums = TrendScores()
    /// Whether the days before were read in full.
    var isKnown = true
  }

  private let weights = TrendWeights()
  private var changes: [CalendarKey: Change] = [:]

  /// Notes that other bytes are counted of a day than before; nil for none.
  mutating func note(
    _ day: Day, of calendar: CalendarKey, before: [UInt8]?, now: [UInt8]?,
    in transaction: ReadTransaction
  ) throws(StoreFault) {
    if changes[calendar] == nil {
      changes[calendar] = Change(kept: try transaction.trend(of: calendar))
    }
    guard let block = changes[calendar]?.kept?.block else { return }
    let weight = weights.weight(of: day, in: block)
    guard weight > 0 else { return }
    do throws(CountedDayFault) {
      try changes[calendar]?.sums.replace(before, by: now, weight: weight)
    } catch {
      changes[calendar]?.isKnown = false
    }
  }

  /// Stores the trends of all calendars whose days changed, once the days are stored.
  func settle(in transaction: WriteTransaction) throws {
    for (calendar, change) in changes.sorted(by: { $0.key < $1.key }) {
      guard let last = try transaction.lastViewedDay(of: calendar),
        let trend = try trend(of: calendar, on: last, after: change, in: transaction)
      else {
        try transaction.removeTrend(of: calendar)
        continue
      }
      if trend != change.kept { try transaction.store(trend) }
    }
  }

  /// The trends as of a day; nil where a counted day is damaged, which whoever reads them is told.
  private func trend(
    of calendar: CalendarKey, on last: Day, after change: Change, in transaction: ReadTransaction
  ) throws -> StoredTrend? {
    let block = weights.block(of: last)
    var sums: TrendScores?
    if change.isKnown, let kept = change.kept, kept.block == block {
      sums = try? TrendScores(packed: kept.payload)
      sums?.add(change.sums)
    }
    do {
      let scores =
        try sums
        ?? TrendScores(of: calendar, in: block, by: weights, until: last, in: transaction)
      return StoredTrend(calendar: calendar, block: block, payload: scores.packed)
    } catch is DamagedRollup {
      return nil
    }
  }
}
