public import RecipeModel

/// Which days are asked for, how long the periods of a series are, and what is counted of them.
public struct StatisticsRequest: Sendable, Equatable {
  /// Local days; a period at either end holds only those of its days that lie in it.
  public var days: ClosedRange<Day>
  public var grain: Grain
  /// The moment up to which acts, recipes, forks, shares and proposals are counted.
  ///
  /// Nil counts all of them. Views are counted by whole days, whatever it is.
  public var asOf: Instant?
  /// What is counted; any other measure may stay 0.
  public var measures: Set<Measure>

  /// Takes the days, or, when none are named, all that there are.
  public init(
    _ days: ClosedRange<Day> = allDays, by grain: Grain = .day, asOf: Instant? = nil,
    measures: Set<Measure> = Set(Measure.allCases)
  ) {
    self.days = days
    self.grain = grain
    self.asOf = asOf
    self.measures = measures
  }

  /// Whether anything is counted that the rollups tell.
  var countsViews: Bool { measures.contains(where: \.isOfViews) }

  /// Every day that an event can have: those of the years 1 to 9999.
  public static let allDays = Day(number: -719_162)...Day(number: 2_932_896)
}
