public import RecipeModel

/// Periods of one length that follow each other, such as `2026-01..2026-03` or `2026-W05..2026-W09`.
public struct PeriodRange: Sendable, Equatable, CustomStringConvertible {
  public let first: Period
  public let last: Period

  /// Reads a period, or two of one length with two dots between them, the earlier one first; nil for
  /// anything else.
  public init?(_ text: String) {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false).map {
      Period(String($0))
    }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
      first.grain == last.grain, first.grain != .hour, first <= last
    else { return nil }
    self.first = first
    self.last = last
  }

  /// The periods in their order, at most so many.
  func periods(atMost limit: Int) -> [Period] {
    var periods = [first]
    while let newest = periods.last, newest < last, periods.count < limit {
      periods.append(newest.next)
    }
    return periods
  }

  public var description: String { first == last ? "\(first)" : "\(first)..\(last)" }
}
