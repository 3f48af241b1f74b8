/// The length of the periods that something is counted in (R28).
public enum Grain: String, Sendable, CaseIterable {
  /// In UTC, whatever zone the days are in.
  case hour
  case day
  /// From Monday to Sunday, numbered as ISO 8601 does.
  case week
  case month
  case quarter
  case year

  /// The period that a day lies in; for hours, the first one of the day.
  public func period(of day: Day) -> Period {
    let first: Day
    switch self {
    case .hour, .day: first = day
    case .week: first = day.advanced(by: -day.weekday)
    case .month: first = day.month.firstDay
    case .quarter:
      let (year, month) = day.month.civil
      first = Month(year: year, month: (month - 1) / 3 * 3 + 1).firstDay
    case .year: first = Month(year: day.month.civil.year, month: 1).firstDay
    }
    return Period(grain: self, firstDay: first)
  }
}

extension Grain {
  /// Shorter periods stand before longer ones that begin with them.
  fileprivate var rank: Int { Grain.allCases.firstIndex(of: self) ?? 0 }
}

extension Day {
  /// Days since the last Monday, 0 to 6.
  public var weekday: Int {
    // 1970-01-01 was a Thursday.
    let rest = (Int(number) + 3) % 7
    return rest < 0 ? rest + 7 : rest
  }
}

/// One hour, day, week, month, quarter or year.
public struct Period: Sendable, Hashable {
  public let grain: Grain
  /// Its first day; of an hour, the UTC day that it lies in.
  public let firstDay: Day
  /// The hour of the day, 0 to 23, in UTC; 0 for all longer periods.
  public let hour: Int

  fileprivate init(grain: Grain, firstDay: Day) {
    self.grain = grain
    self.firstDay = firstDay
    hour = 0
  }

  /// The hour that a moment lies in.
  public init(hourOf moment: Instant) {
    grain = .hour
    firstDay = moment.day
    hour = Int((moment.milliseconds - firstDay.start.milliseconds) / 3_600_000)
  }

  /// Its days; of an hour, the one that it lies in.
  public var days: ClosedRange<Day> {
    switch grain {
    case .hour, .day: firstDay...firstDay
    case .week: firstDay...firstDay.advanced(by: 6)
    case .month: firstDay...lastDay(ofMonths: 1)
    case .quarter: firstDay...lastDay(ofMonths: 3)
    case .year: firstDay...lastDay(ofMonths: 12)
    }
  }

  /// The period just before.
  public var previous: Period {
    if grain == .hour {
      let start = firstDay.start.advanced(byMilliseconds: Int64(hour - 1) * 3_600_000)
      return Period(hourOf: start)
    }
    return grain.period(of: firstDay.advanced(by: -1))
  }

  /// The period just after.
  public var next: Period {
    if grain == .hour {
      let start = firstDay.start.advanced(byMilliseconds: Int64(hour + 1) * 3_600_000)
      return Period(hourOf: start)
    }
    return grain.period(of: days.upperBound.advanced(by: 1))
  }

  /// The last day of so many months.
  private func lastDay(ofMonths count: Int) -> Day {
    let month = Month(number: firstDay.month.number + Int32(count) - 1)
    let (year, number) = month.civil
    return month.firstDay.advanced(by: Day.length(ofMonth: number, year: year) - 1)
  }
}

extension Period: Comparable {
  public static func < (first: Period, second: Period) -> Bool {
    (first.firstDay, first.hour, first.grain.rank)
      < (second.firstDay, second.hour, second.grain.rank)
  }
}

extension Period: CustomStringConvertible {
  /// `2026-11-21T14Z`, `2026-11-21`, `2026-W47`, `2026-11`, `2026-Q4` or `2026`.
  public var description: String {
    let (year, month) = firstDay.month.civil
    switch grain {
    case .hour: return "\(firstDay)T\(hour < 10 ? "0" : "")\(hour)Z"
    case .day: return firstDay.description
    case .week:
      // A week belongs to the year that its Thursday lies in.
      let thursday = firstDay.advanced(by: 3)
      let first = Grain.year.period(of: thursday).firstDay
      let number = Int(thursday.number - first.number) / 7 + 1
      return "\(first.description.prefix(4))-W\(number < 10 ? "0" : "")\(number)"
    case .month: return firstDay.month.description
    case .quarter: return "\(firstDay.description.prefix(4))-Q\((month - 1) / 3 + 1)"
    case .year:
      return year > 0 ? String(firstDay.description.prefix(4)) : "\(year)"
    }
  }

  /// Reads what `description` writes, of the years 1 to 9999; nil for anything else.
  public init?(_ text: String) {
    guard let found = Period.parse(text), found.description == text else { return nil }
    self = found
  }

  private static func parse(_ text: String) -> Period? {
    if let day = Day(text) { return Grain.day.period(of: day) }
    if let month = Month(text) { return Grain.month.period(of: month.firstDay) }
    if text.utf8.count == 14, text.utf8.last == UInt8(ascii: "Z") {
      return Instant(text.dropLast() + ":00Z").map { Period(hourOf: $0) }
    }
    guard let first = Day(text.prefix(4) + "-01-01") else { return nil }
    let rest = text.dropFirst(4)
    if rest.isEmpty { return Grain.year.period(of: first) }
    if rest.hasPrefix("-Q"), let number = Int(rest.dropFirst(2)), (1...4).contains(number) {
      let month = Month(year: first.civil.year, month: number * 3)
      return Grain.quarter.period(of: month.firstDay)
    }
    if rest.hasPrefix("-W"), let number = Int(rest.dropFirst(2)), (1...53).contains(number) {
      // 4 January lies in the first week.
      return Grain.week.period(of: first.advanced(by: 3 + (number - 1) * 7))
    }
    return nil
  }
}
