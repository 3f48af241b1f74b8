import Indexes
public import RecipeModel
import Store

/// How the views of a community's most viewed tags went.
public struct TagTrends: Sendable, Equatable {
  /// One tag.
  public struct Trend: Sendable, Equatable {
    /// The name as first seen (R10).
    public var name: String
    /// The views of the living recipes that carry it, in each period.
    public var views: [Int]

    public init(name: String, views: [Int]) {
      self.name = name
      self.views = views
    }

    public var total: Int { views.reduce(0, +) }
  }

  /// The periods, ascending and without a gap; those at the ends only as far as they were asked for.
  public var periods: [Period]
  /// Most viewed first.
  public var trends: [Trend]

  public init(periods: [Period], trends: [Trend]) {
    self.periods = periods
    self.trends = trends
  }

  /// Days up to a month, weeks up to half a year, else months, quarters of more than five years.
  static func grain(of days: ClosedRange<Day>) -> Grain {
    switch days.length {
    case ...31: .day
    case ...186: .week
    case ...1830: .month
    default: .quarter
    }
  }

  /// Counts tags in the days of a selection.
  init(
    of tags: [UsedTags.Tag], in selection: RecipeSelection, during days: ClosedRange<Day>,
    _ transaction: ReadTransaction
  ) throws {
    let grain = TagTrends.grain(of: days)
    periods = grain.periods(of: days)
    let places = Dictionary(uniqueKeysWithValues: zip(periods, periods.indices))
    trends = tags.map { [count = periods.count] tag in
      Trend(name: tag.name, views: [Int](repeating: 0, count: count))
    }
    var tally = GroupTally(tags.map(\.recipes))
    try selection.eachDay(during: days, in: transaction) { day in
      guard let place = places[grain.period(of: day.day)] else { return }
      let before = tally.counts
      try tally.add(day.payload)
      for tag in trends.indices {
        trends[tag].views[place] += tally.counts[tag].views - before[tag].views
      }
    }
  }
}

extension Grain {
  /// All periods that have one of the days, ascending.
  public func periods(of days: ClosedRange<Day>) -> [Period] {
    var periods: [Period] = []
    var next = period(of: days.lowerBound)
    while true {
      periods.append(next)
      // There is no day after the last period that there is.
      guard next.days.upperBound < days.upperBound else { return periods }
      next = next.next
    }
  }
}
