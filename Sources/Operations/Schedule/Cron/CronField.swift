/// One of the five fields of a cron expression.
public enum CronField: String, Sendable, CaseIterable {
  case minute
  case hour
  case dayOfMonth = "day of month"
  case month
  case dayOfWeek = "day of week"

  /// What its numbers may be; 0 and 7 are both Sunday.
  var range: ClosedRange<Int> {
    switch self {
    case .minute: 0...59
    case .hour: 0...23
    case .dayOfMonth: 1...31
    case .month: 1...12
    case .dayOfWeek: 0...7
    }
  }

  /// The names that stand for its numbers, from the lowest on.
  var names: [String] {
    switch self {
    case .minute, .hour, .dayOfMonth: []
    case .month:
      ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    }
  }
}

/// The numbers that a field allows.
struct CronSet: Sendable, Hashable {
  /// A bit for each number.
  private var bits: UInt64 = 0
  /// Whether the field begins with a star, which decides how the two fields of days go together.
  var beginsWithStar = false

  mutating func insert(_ number: Int) { bits |= 1 << UInt64(number) }

  func contains(_ number: Int) -> Bool { bits >> UInt64(number) & 1 == 1 }

  /// Its numbers within a range, ascending.
  func numbers(in range: ClosedRange<Int>) -> [Int] { range.filter(contains) }
}
