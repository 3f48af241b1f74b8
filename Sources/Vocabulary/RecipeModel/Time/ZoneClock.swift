import Foundation

/// The clocks of a time zone: which day it is there at a moment (R28).
public struct ZoneClock: Sendable, Hashable {
  /// The name in the IANA time zone database, such as `Australia/Lord_Howe`.
  public let name: String
  private let zone: TimeZone
  private let isUTC: Bool

  /// Takes the clocks of a zone by its IANA name; nil for a zone that is not known.
  public init?(_ name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.init(name: name, zone: zone)
  }

  private init(name: String, zone: TimeZone) {
    self.name = name
    self.zone = zone
    isUTC = zone == .gmt || ["UTC", "GMT", "Etc/UTC"].contains(name)
  }

  public static let utc = ZoneClock(name: "UTC", zone: .gmt)

  /// The clocks of a stored zone; those of UTC, under its name, for one that is not known here.
  public init(stored name: String) {
    self = ZoneClock(name) ?? ZoneClock(name: name, zone: .gmt)
  }

  /// How far local time is ahead of UTC, in milliseconds.
  public func offset(at moment: Instant) -> Int64 {
    if isUTC { return 0 }
    let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
    return Int64(zone.secondsFromGMT(for: date)) * 1000
  }

  /// The day that it is at a moment.
  public func day(of moment: Instant) -> Day {
    moment.advanced(byMilliseconds: offset(at: moment)).day
  }

  /// The first moment of a day.
  ///
  /// Where clocks go forward at midnight a day begins later than at 0:00, and where they go back
  /// over midnight it has a moment before one that belongs to the day before. A day that a zone
  /// leaves out begins with the next one.
  public func start(of day: Day) -> Instant {
    if isUTC { return day.start }
    let earliest = day.start.advanced(byMilliseconds: -ZoneClock.widestOffset)
    let latest = day.start.advanced(byMilliseconds: ZoneClock.widestOffset)
    for span in spans(from: earliest, to: latest) {
      // A day that clocks went over, or into which they went at midnight.
      if span.start.advanced(byMilliseconds: span.offset).day >= day { return span.start }
      let midnight = day.start.advanced(byMilliseconds: -span.offset)
      if midnight < span.end { return midnight }
    }
    return latest
  }

  /// The times without a change of clocks that hold all moments of a day, ascending.
  ///
  /// The first and the last reach beyond the day.
  public func spans(around day: Day) -> [Span] {
    spans(
      from: day.start.advanced(byMilliseconds: -ZoneClock.widestOffset),
      to: day.advanced(by: 1).start.advanced(byMilliseconds: ZoneClock.widestOffset))
  }

  /// A range that holds all moments of some days, and may hold a few of the days around them.
  public func moments(around days: ClosedRange<Day>) -> Range<Instant> {
    let margin: Int64 = 3_600_000 * 3
    return start(of: days.lowerBound).advanced(
      byMilliseconds: -margin)..<start(of: days.upperBound.advanced(by: 1)).advanced(
        byMilliseconds: margin)
  }

  /// A time in which the clocks are not changed.
  public struct Span: Sendable, Hashable {
    public var start: Instant
    /// The first moment after it.
    public var end: Instant
    /// How far local time is ahead of UTC, in milliseconds.
    public var offset: Int64

    /// The moment at which the clocks show a time, given as if it were in UTC; nil where they do not
    /// show it within this span.
    public func moment(showing local: Instant) -> Instant? {
      let moment = local.advanced(byMilliseconds: -offset)
      return moment >= start && moment < end ? moment : nil
    }
  }

  /// The times between two moments in which the clocks are not changed, ascending.
  public func spans(from start: Instant, to end: Instant) -> [Span] {
    var spans: [Span] = []
    var current = Span(start: start, end: start, offset: offset(at: start))
    while current.end < end {
      // No zone has changed its clocks twice within six hours.
      let next = min(current.end.advanced(byMilliseconds: ZoneClock.step), end)
      let offset = offset(at: next)
      if offset != current.offset {
        current.end = change(after: current.end, before: next, from: current.offset)
        spans.append(current)
        current = Span(start: current.end, end: next, offset: offset)
      }
      current.end = next
    }
    if current.start < end { spans.append(current) }
    return spans
  }

  /// The first moment, to the second, at which the offset is no longer what it was.
  private func change(after low: Instant, before high: Instant, from offset: Int64) -> Instant {
    var (low, high) = (low, high)
    while high.milliseconds - low.milliseconds > 1000 {
      let half = (high.milliseconds - low.milliseconds) / 2000 * 1000
      let probe = low.advanced(byMilliseconds: max(half, 1000))
      if self.offset(at: probe) == offset { low = probe } else { high = probe }
    }
    return high
  }

  private static let step: Int64 = 6 * 3_600_000
  /// Local mean times of the 19th century were up to 15 h 14 min away.
  private static let widestOffset: Int64 = 16 * 3_600_000
}

/// On which local days the moments of one UTC day lie.
public struct LocalDays: Sendable {
  private let spans: [ZoneClock.Span]

  public init(of day: Day, in clock: ZoneClock) {
    spans = clock.spans(from: day.start, to: day.advanced(by: 1).start)
  }

  /// The local day of a moment of the UTC day.
  public func day(of moment: Instant) -> Day {
    for span in spans where moment < span.end {
      return moment.advanced(byMilliseconds: span.offset).day
    }
    preconditionFailure("a moment of another day was asked for")
  }

  /// All local days that it has moments of, ascending.
  public var days: [Day] {
    Set(
      spans.flatMap { span in
        [
          span.start.advanced(byMilliseconds: span.offset).day,
          span.end.advanced(byMilliseconds: span.offset - 1).day,
        ]
      }
    ).sorted()
  }

  /// The UTC days that have moments of a local day, ascending.
  public static func utcDays(of day: Day, in clock: ZoneClock) -> [Day] {
    (-1...1).map { day.advanced(by: $0) }.filter { LocalDays(of: $0, in: clock).days.contains(day) }
  }
}
