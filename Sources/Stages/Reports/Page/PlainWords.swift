import Foundation
import Indexes
import RecipeModel

// How numbers, days and moments are written for people.

extension Int {
  /// The number with its thousands set apart by narrow no-break spaces.
  var grouped: String {
    let digits = String(magnitude)
    var text = self < 0 ? "\u{2212}" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "\u{202F}" }
      text.append(digit)
    }
    return text
  }

  /// The number short enough for an axis, such as `2.5k`.
  var compact: String {
    for (unit, suffix) in [(1_000_000_000, "G"), (1_000_000, "M"), (1000, "k")]
    where self >= unit {
      let tenths = self / (unit / 10)
      return tenths % 10 == 0 ? "\(tenths / 10)\(suffix)" : "\(tenths / 10).\(tenths % 10)\(suffix)"
    }
    return String(self)
  }

  /// The number of seconds as a length of time in its largest unit, such as `3 days`.
  var asDuration: String {
    for (unit, one, many) in [
      (86_400, "day", "days"), (3600, "hour", "hours"), (60, "minute", "minutes"),
    ] where self >= unit {
      return (self / unit).of(one, many)
    }
    return of("second", "seconds")
  }

  /// A number of tenths with its decimal, where it has one.
  var asTenths: String {
    self % 10 == 0 ? (self / 10).grouped : "\((self / 10).grouped).\(magnitude % 10)"
  }

  /// The number with its noun.
  func of(_ singular: String, _ plural: String) -> String {
    "\(grouped) \(self == 1 ? singular : plural)"
  }
}

extension UniqueCount {
  /// The number; of an estimate, with how far it may be off.
  var grouped: String {
    isExact ? value.grouped : "\u{2248}\u{202F}\(value.grouped) \(margin)"
  }

  /// How far an estimate may be off: within two standard errors, so 95 times of 100.
  var margin: String {
    "\u{B1}\u{202F}\(Int((error * 2 * 1000).rounded()).asTenths)\u{202F}%"
  }
}

extension Day {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The day in full, such as `3 November 2026`.
  var inWords: String {
    let (year, month, day) = civil
    return "\(day) \(Day.months[month - 1]) \(year)"
  }

  /// The day without its year, such as `3 Nov`.
  var short: String {
    let (_, month, day) = civil
    return "\(day) \(Day.months[month - 1].prefix(3))"
  }

  /// The month of the day with its year, such as `Nov 2026`.
  var shortMonth: String {
    let (year, month, _) = civil
    return "\(Day.months[month - 1].prefix(3)) \(year)"
  }
}

extension ReportPeriod {
  /// The period in full, such as `1 October to 21 November 2026`.
  var inWords: String {
    guard first != last else { return first.inWords }
    // What both ends share is said once.
    let shared = first.month == last.month ? 2 : first.civil.year == last.civil.year ? 1 : 0
    let start = first.inWords.split(separator: " ").dropLast(shared).joined(separator: " ")
    return "\(start) to \(last.inWords)"
  }
}

extension Instant {
  /// The moment in a zone, such as `21 November 2026, 11:54`; in UTC when the zone is not known.
  func inWords(zone name: String) -> String {
    let zone = TimeZone(identifier: name) ?? .gmt
    let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    let local = advanced(byMilliseconds: Int64(zone.secondsFromGMT(for: date)) * 1000)
    let minutes = (local.milliseconds - local.day.start.milliseconds) / 60_000
    let hour = String(100 + minutes / 60).dropFirst()
    let minute = String(100 + minutes % 60).dropFirst()
    return "\(local.day.inWords), \(hour):\(minute)"
  }
}
