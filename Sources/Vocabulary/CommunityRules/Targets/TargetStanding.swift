public import RecipeModel

/// A target that a community has or had, as far as rules ask.
public struct TargetStanding: Sendable, Equatable {
  public var value: TargetValue
  /// The first day of the first period that it holds for.
  public var since: Day
  /// The first day of the first period that it no longer holds for; nil while it lives.
  public var until: Day?

  public init(value: TargetValue, since: Day, until: Day? = nil) {
    self.value = value
    self.since = since
    self.until = until
  }

  /// The first day that it does not hold on when it ends in a period.
  ///
  /// The period that it ends in is not its own any more. One that begins only later, since the
  /// community's zone changed, never holds.
  func end(in period: Period) -> Day { max(since, period.firstDay) }
}
