/// A moment in UTC with millisecond resolution.
public struct Instant: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  public static func < (first: Instant, second: Instant) -> Bool {
    first.milliseconds < second.milliseconds
  }

  /// The UTC day it falls on.
  public var day: Day {
    let perDay: Int64 = 86_400_000
    let quotient = milliseconds / perDay
    return Day(number: Int32(clamping: milliseconds % perDay < 0 ? quotient - 1 : quotient))
  }

  /// The moment that is the given number of milliseconds later.
  public func advanced(byMilliseconds delta: Int64) -> Instant {
    Instant(milliseconds: milliseconds + delta)
  }
}

/// A calendar day of the proleptic Gregorian calendar.
public struct Day: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  public var number: Int32

  public init(number: Int32) {
    self.number = number
  }

  /// Makes the day of a civil date; nil for a date that does not exist.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (-9999...9999).contains(year), day >= 1,
      day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    // Days from civil, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  public static func < (first: Day, second: Day) -> Bool { first.number < second.number }

  /// Year, month (1 to 12) and day of the month (1 to 31).
  public var civil: (year: Int, month: Int, day: Int) {
    let z = Int(number) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }

  /// The month it falls in.
  public var month: Month {
    let (year, month, _) = civil
    return Month(year: year, month: month)
  }

  /// The first moment of the day in UTC.
  public var start: Instant { Instant(milliseconds: Int64(number) * 86_400_000) }

  /// The day that is the given number of days later.
  public func advanced(by days: Int) -> Day { Day(number: number + Int32(days)) }

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// A calendar month.
public struct Month: Sendable, Hashable, Comparable {
  /// Months since January of year 0.
  public var number: Int32

  public init(number: Int32) {
    self.number = number
  }

  /// Makes the month of a year; `month` is 1 to 12.
  public init(year: Int, month: Int) {
    number = Int32(year * 12 + month - 1)
  }

  public static func < (first: Month, second: Month) -> Bool { first.number < second.number }

  /// Year and month, 1 to 12.
  public var civil: (year: Int, month: Int) {
    let year = Int(number) >= 0 ? Int(number) / 12 : (Int(number) - 11) / 12
    return (year, Int(number) - year * 12 + 1)
  }

  /// Its days, as a half-open range.
  public var days: Range<Day> { firstDay..<Month(number: number + 1).firstDay }

  /// Its first day.
  public var firstDay: Day {
    let (year, month) = civil
    guard let day = Day(year: year, month: month, day: 1) else {
      preconditionFailure("every month from year -9999 to 9999 has a first day")
    }
    return day
  }
}
