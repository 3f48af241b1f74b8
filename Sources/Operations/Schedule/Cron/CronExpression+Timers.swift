public import RecipeModel

// What others that run things by themselves are told. Numbers are listed, since names, steps and
// ranges mean different things to them.
extension CronExpression {
  /// The same times for systemd, one `OnCalendar=` each (systemd.time(7)).
  ///
  /// Where either of two fields makes a day count, it takes two. Where clocks are changed, what counts
  /// is how systemd reads them.
  ///
  /// - Parameter clock: The clocks that its times mean.
  /// - Returns: The expressions, with the time zone.
  public func systemdCalendar(in clock: ZoneClock) -> [String] {
    let hours = Set(minutesOfDay.map { $0 / 60 }).sorted()
    let minutes = Set(minutesOfDay.map { $0 % 60 }).sorted()
    let time = "\(list(hours, of: .hour)):\(list(minutes, of: .minute)):00 \(clock.name)"
    let monthList = list(months.numbers(in: CronField.month.range), of: .month)
    let dates = list(daysOfMonth.numbers(in: CronField.dayOfMonth.range), of: .dayOfMonth)
    let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let weekdays = daysOfWeek.numbers(in: 0...6).map { names[$0] }
    let prefix = weekdays.count == names.count ? "" : weekdays.joined(separator: ",") + " "
    if daysOfMonth.beginsWithStar || daysOfWeek.beginsWithStar {
      return ["\(prefix)*-\(monthList)-\(dates) \(time)"]
    }
    return ["*-\(monthList)-\(dates) \(time)", "\(prefix)*-\(monthList)-* \(time)"]
  }

  /// The same times for crontab(5), in numbers.
  public var crontabFields: String {
    // A field that begins with a star restricts the other one, so that star has to stay.
    let fields: [(CronField, CronSet)] = [
      (.dayOfMonth, daysOfMonth), (.month, months), (.dayOfWeek, daysOfWeek),
    ]
    let times = [
      numbers(Set(minutesOfDay.map { $0 % 60 }).sorted(), of: .minute),
      numbers(Set(minutesOfDay.map { $0 / 60 }).sorted(), of: .hour),
    ]
    let written = CronExpression.fields(of: text)
    let days = fields.enumerated().map { index, field in
      field.1.beginsWithStar && field.0 != .month
        ? written[index + 2]
        : numbers(
          field.1.numbers(in: field.0 == .dayOfWeek ? 0...6 : field.0.range), of: field.0)
    }
    return (times + days).joined(separator: " ")
  }

  /// Numbers between commas, of two digits, or a star for all that a field has.
  private func list(_ numbers: [Int], of field: CronField) -> String {
    guard numbers.count < field.range.count else { return "*" }
    return numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ",")
  }

  private func numbers(_ numbers: [Int], of field: CronField) -> String {
    // A star in a field of days would have both fields of days count, instead of either.
    let isDay = field == .dayOfMonth || field == .dayOfWeek
    return !isDay && numbers.count == field.range.count
      ? "*" : numbers.map { "\($0)" }.joined(separator: ",")
  }
}
