public import RecipeModel
public import Store

/// What was counted in one period of a series.
public struct CountedPeriod: Sendable, Equatable {
  /// The first day of the period.
  public var start: Day
  public var counts: RollupCounts

  public init(start: Day, counts: RollupCounts) {
    self.start = start
    self.counts = counts
  }
}

/// Which days are asked for, and how long the periods of a series are.
public struct StatisticsSpan: Sendable, Equatable {
  /// The days, in UTC; a period at either end holds only those of its days that lie in it.
  public var days: ClosedRange<Day>
  public var grain: RollupGrain

  /// Takes the days, or, when none are named, all that there are.
  public init(_ days: ClosedRange<Day> = allDays, by grain: RollupGrain = .day) {
    self.days = days
    self.grain = grain
  }

  /// Every day that an event can have.
  public static let allDays = Day(number: .min)...Day(number: .max)

  var numbers: ClosedRange<Int32> { days.lowerBound.number...days.upperBound.number }

  /// Whether the months of these day rows lie in the span from their first to their last day.
  func holdsWholeMonths(of rows: [RollupRow]) -> Bool {
    guard let first = rows.first, let last = rows.last else { return true }
    let firstMonth = Day(number: first.period).month
    let lastMonth = Day(number: last.period).month
    return days.contains(firstMonth.firstDay)
      && days.contains(lastMonth.days.upperBound.advanced(by: -1))
  }
}

extension Day {
  /// The first day of the period it falls in.
  func period(_ grain: RollupGrain) -> Day {
    switch grain {
    case .day: self
    case .month: month.firstDay
    }
  }
}
