import Indexes
public import RecipeModel
public import Statistics

/// A month, or a quarter or year when there are many, with what was made in it.
public struct ActivityStep: Sendable, Equatable {
  public var period: Period
  public var newRecipes: Int
  public var forks: Int
  public var shares: Int

  public init(_ period: Period, newRecipes: Int = 0, forks: Int = 0, shares: Int = 0) {
    self.period = period
    self.newRecipes = newRecipes
    self.forks = forks
    self.shares = shares
  }

  /// The most columns that are drawn.
  static let limit = 24

  /// Sums up every step of a period, the ones without activity included.
  ///
  /// - Parameters:
  ///   - days: What was counted, by day.
  ///   - period: The days of the report; others are left out.
  /// - Returns: The steps, ascending and without a gap.
  public static func steps(of days: [CountedPeriod], during period: ReportPeriod) -> [ActivityStep]
  {
    let span = Int(period.last.month.number - period.first.month.number)
    let grain: Grain = span < limit ? .month : span / 3 < limit ? .quarter : .year
    let periods = grain.periods(of: period.first...period.last)
    let places = Dictionary(uniqueKeysWithValues: zip(periods, periods.indices))
    var steps = periods.map { ActivityStep($0) }
    for day in days where period.contains(day.period.firstDay) {
      guard let place = places[grain.period(of: day.period.firstDay)] else { continue }
      steps[place].newRecipes += day.counts.recipes
      steps[place].forks += day.counts.forks
      steps[place].shares += day.counts.shares
    }
    return steps
  }

  /// What stands below its column.
  var label: String {
    let (year, month) = period.firstDay.month.civil
    return switch period.grain {
    case .year: String(year)
    case .quarter: "Q\((month + 2) / 3) \(year)"
    case .hour, .day, .week, .month: period.firstDay.shortMonth
    }
  }
}
