import RecipeModel

/// The labels along an axis of days.
enum DayAxis {
  struct Tick: Equatable {
    var day: Day
    var label: String
  }

  /// Labels for a period, evenly spaced in calendar terms and at most `limit` of them.
  static func ticks(for period: ReportPeriod, limit: Int) -> [Tick] {
    for step in [1, 2, 7, 14] where (period.length + step - 1) / step <= limit {
      return stride(from: period.first.number, through: period.last.number, by: step).map {
        let day = Day(number: $0)
        return Tick(day: day, label: day.short)
      }
    }
    var step: Int32 = 1
    for candidate: Int32 in [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000, 12_000, 60_000] {
      step = candidate
      if months(of: period, step: step).count <= limit { break }
    }
    let ticks = months(of: period, step: step)
    guard ticks.count > 1 else { return ends(of: period) }
    return ticks.map { Tick(day: $0.firstDay, label: $0.firstDay.shortMonth) }
  }

  /// The months of the period that begin in it and whose number is a multiple of the step.
  private static func months(of period: ReportPeriod, step: Int32) -> [Month] {
    (period.first.month.number...period.last.month.number)
      .filter { $0 % step == 0 }.map { Month(number: $0) }
      .filter { $0.firstDay >= period.first }
  }

  private static func ends(of period: ReportPeriod) -> [Tick] {
    [period.first, period.last].map { Tick(day: $0, label: $0.short) }
  }
}
