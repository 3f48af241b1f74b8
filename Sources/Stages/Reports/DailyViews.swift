public import Indexes
public import RecipeModel

/// The views of one day.
public struct DailyViews: Sendable, Equatable {
  public var day: Day
  public var views: Int
  public var viewers: UniqueCount

  public init(day: Day, views: Int, viewers: UniqueCount) {
    self.day = day
    self.views = views
    self.viewers = viewers
  }

  /// A series with an entry for every day of the period up to the last one counted.
  ///
  /// Rollups hold no row for a day without views; such a day was counted and is zero. Days after
  /// `lastCounted`, and those of `waiting`, stay out and show as a gap. Days outside of the period are
  /// left out.
  public static func filled(
    _ rows: [DailyViews], in period: ReportPeriod, lastCounted: Day, except waiting: Set<Day> = []
  ) -> [DailyViews] {
    let byDay = Dictionary(rows.map { ($0.day, $0) }) { first, _ in first }
    let end = min(period.last, lastCounted)
    guard end >= period.first else { return [] }
    return (period.first.number...end.number).compactMap { number in
      let day = Day(number: number)
      return waiting.contains(day)
        ? nil : byDay[day] ?? DailyViews(day: day, views: 0, viewers: .zero)
    }
  }
}
