public import RecipeModel

/// The days that a report is asked for.
public struct ReportedDays: Sendable, Equatable {
  /// The first day; nil for the first that there is.
  public var from: Day?
  /// The day after the last one; nil for the last that there is.
  public var until: Day?
  /// The moment at which the report is made.
  public var now: Instant

  public init(from: Day? = nil, until: Day? = nil, now: Instant) {
    self.from = from
    self.until = until
    self.now = now
  }

  /// The most days of a report of which nothing can be known.
  private static let mostUnknownDays = 366

  /// The days to report; where none are named, from the first to the last with something counted.
  ///
  /// None before the subject was made or something was counted, and none after today or what was
  /// counted last: a report has a row for each day. Days that all lie outside are reported as
  /// asked, a year of them at most, and the report says that nothing was counted.
  ///
  /// - Parameters:
  ///   - creation: When the subject was made.
  ///   - counted: The first and the last day on which anything happened to it.
  ///   - today: The day that it is in the zone of the report.
  /// - Returns: The days, at least one.
  func period(
    madeOn creation: Day, counted: ClosedRange<Day>?, today: Day
  ) -> ClosedRange<Day> {
    let firstKnown = min(counted?.lowerBound ?? creation, creation, today)
    let lastKnown = max(counted?.upperBound ?? today, creation, today)
    let last = until?.advanced(by: -1) ?? max(counted?.upperBound ?? today, from ?? firstKnown)
    let first = from ?? min(counted?.lowerBound ?? creation, last)
    if last < firstKnown {
      return max(first, last.advanced(by: 1 - Self.mostUnknownDays))...last
    }
    if first > lastKnown {
      return first...min(last, first.advanced(by: Self.mostUnknownDays - 1))
    }
    return max(first, firstKnown)...min(last, lastKnown)
  }
}
