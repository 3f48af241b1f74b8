import RecipeModel

/// When something is due: five fields as crontab(5) has them, or a word such as `@daily`.
///
/// The fields are minute, hour, day of month, month and day of week. Each takes numbers, names of
/// months and weekdays, `*`, ranges `1-5`, steps `*/15` and `8-18/2`, and lists of those. Where both
/// fields of days are restricted, either makes a day count; where one begins with a star, both must.
public struct CronExpression: Sendable, Hashable {
  /// As it was written.
  public let text: String
  /// The times of a day that it means, in minutes since midnight, ascending.
  let minutesOfDay: [Int]
  /// Whether it means something in every hour of a day, as `*/5 * * * *` does.
  let isHourly: Bool
  let daysOfMonth: CronSet
  let months: CronSet
  let daysOfWeek: CronSet

  /// The words that stand for five fields.
  public static let shortcuts: [(word: String, fields: String)] = [
    ("@hourly", "0 * * * *"), ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"),
    ("@weekly", "0 0 * * 0"), ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
  ]

  /// Reads an expression.
  ///
  /// - Parameter text: Five fields between spaces, or one of the `shortcuts`; case does not matter.
  /// - Throws: What is wrong with it.
  public init(_ text: String) throws(CronProblem) {
    self.text = text
    var parts = CronExpression.parts(of: text)
    if let first = parts.first, first.text.hasPrefix("@") {
      guard let known = CronExpression.shortcuts.first(where: { $0.word == first.text }) else {
        throw CronProblem(.unknownShortcut(first.text), column: first.column)
      }
      guard parts.count == 1 else {
        throw CronProblem(.shortcutBesides(first.text), column: first.column)
      }
      parts = CronExpression.parts(of: known.fields)
    }
    guard parts.count == CronField.allCases.count else {
      throw CronProblem(.fieldCount(parts.count))
    }
    let minutes = try CronParsing(field: .minute).set(parts[0]).numbers(in: CronField.minute.range)
    let hours = try CronParsing(field: .hour).set(parts[1]).numbers(in: CronField.hour.range)
    minutesOfDay = hours.flatMap { hour in minutes.map { hour * 60 + $0 } }
    isHourly = hours.count == CronField.hour.range.count
    daysOfMonth = try CronParsing(field: .dayOfMonth).set(parts[2])
    months = try CronParsing(field: .month).set(parts[3])
    daysOfWeek = try CronParsing(field: .dayOfWeek).set(parts[4])
    guard isEverMeant else { throw CronProblem(.never, column: parts[2].column) }
  }

  /// The five fields of an expression that is known to be one, in lower case.
  static func fields(of text: String) -> [String] {
    let parts = parts(of: text).map(\.text)
    let known = shortcuts.first { $0.word == parts.first }
    return known.map { fields(of: $0.fields) } ?? parts
  }

  /// A part of the text between spaces, in lower case, and where it begins.
  struct Part {
    var text: String
    var column: Int
  }

  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var isInside = false
    for (index, letter) in text.lowercased().enumerated() {
      if letter == " " || letter == "\t" {
        isInside = false
      } else if isInside {
        parts[parts.count - 1].text.append(letter)
      } else {
        parts.append(Part(text: String(letter), column: index + 1))
        isInside = true
      }
    }
    return parts
  }

  /// Whether a day is meant.
  func includes(_ day: Day) -> Bool {
    let (_, month, dayOfMonth) = day.civil
    guard months.contains(month) else { return false }
    let isDayOfMonth = daysOfMonth.contains(dayOfMonth)
    let isDayOfWeek = daysOfWeek.contains((day.weekday + 1) % 7)
    return daysOfMonth.beginsWithStar || daysOfWeek.beginsWithStar
      ? isDayOfMonth && isDayOfWeek : isDayOfMonth || isDayOfWeek
  }

  /// Whether days of a month are meant at all.
  func includes(_ month: Month) -> Bool { months.contains(month.civil.month) }

  /// Whether there is a day that it means; within 40 years every date has been on every weekday.
  private var isEverMeant: Bool {
    guard let first = Day(year: 2000, month: 1, day: 1) else { return false }
    return CronDays(of: self, from: first, to: first.advanced(by: 40 * 366)).contains { _ in true }
  }
}

/// The days that an expression means, ascending.
struct CronDays: Sequence, IteratorProtocol {
  private let expression: CronExpression
  private var day: Day
  private let last: Day

  init(of expression: CronExpression, from day: Day, to last: Day) {
    self.expression = expression
    self.day = day
    self.last = last
  }

  mutating func next() -> Day? {
    while day <= last {
      let month = day.month
      guard expression.includes(month) else {
        day = Month(number: month.number + 1).firstDay
        continue
      }
      defer { day = day.advanced(by: 1) }
      if expression.includes(day) { return day }
    }
    return nil
  }
}
