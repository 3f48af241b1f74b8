import Indexes
import RecipeModel
public import Store

/// Totals and a series of one subject: of a recipe, a family, a community.
public struct SubjectNumbers: Sendable, Equatable {
  /// Of the whole span; the viewers are exact, counted from the raw events.
  public var totals: RollupCounts
  /// Ascending; periods in which nothing was counted are left out.
  public var series: [CountedPeriod]

  public init(totals: RollupCounts, series: [CountedPeriod]) {
    self.totals = totals
    self.series = series
  }

  /// Reads a subject that rollups have rows for.
  ///
  /// - Parameters:
  ///   - key: The recipe, the root or the community.
  ///   - subject: What the key stands for.
  ///   - span: Which days, and how long a period is.
  ///   - transaction: Where the rows and the raw events are.
  ///   - holds: Which recipes belong to the subject.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` for a damaged day.
  init(
    of key: Int64, as subject: RollupSubject, during span: StatisticsSpan,
    in transaction: ReadTransaction, holds: (_ recipe: Int64) -> Bool
  ) throws {
    let days = try transaction.rollup(
      RollupTable(subject, by: .day), of: key, during: span.numbers)
    try self.init(days, during: span, in: transaction, holds: holds)
    guard span.grain == .month, span.holdsWholeMonths(of: days) else { return }
    let months = Set(days.map { Day(number: $0.period).month.number })
    guard let first = months.min(), let last = months.max() else { return }
    series = try transaction.rollup(
      RollupTable(subject, by: .month), of: key, during: first...last
    ).map { row in
      CountedPeriod(start: Month(number: row.period).firstDay, counts: row.counts)
    }
  }

  /// Counts recipes together that no rollup holds together, from the days of each.
  init(
    together recipes: Set<Int64>, during span: StatisticsSpan, in transaction: ReadTransaction
  ) throws {
    var rows: [RollupRow] = []
    let table = RollupTable(.recipe, by: .day)
    for recipe in recipes.sorted() {
      rows += try transaction.rollup(table, of: recipe, during: span.numbers)
    }
    try self.init(rows, during: span, in: transaction) { recipes.contains($0) }
  }

  /// Sums day rows, and counts the viewers of the recipes that they speak of.
  private init(
    _ rows: [RollupRow], during span: StatisticsSpan, in transaction: ReadTransaction,
    holds: (_ recipe: Int64) -> Bool
  ) throws {
    let viewed = Set(rows.lazy.filter { $0.counts.views > 0 }.map(\.period)).sorted()
    let viewers = try SpanViewers(
      of: viewed.map { Day(number: $0) }, by: span.grain, in: transaction, holds: holds)
    totals = RollupCounts()
    var periods: [Day: RollupCounts] = [:]
    for row in rows {
      totals += row.counts
      periods[Day(number: row.period).period(span.grain), default: RollupCounts()] += row.counts
    }
    totals.viewers = viewers.total
    series = periods.sorted { $0.key < $1.key }.map { start, counts in
      var counts = counts
      counts.viewers = viewers.byPeriod[start] ?? 0
      return CountedPeriod(start: start, counts: counts)
    }
  }
}
