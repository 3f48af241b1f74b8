import RecipeModel

/// The views of each day on the calendar, and of each day of the week.
public struct CalendarSection: ReportSection {
  public var period: ReportPeriod
  /// Ascending by day; a day that is missing was not counted.
  public var days: [DailyViews]

  public init(of days: [DailyViews], during period: ReportPeriod) {
    self.days = days
    self.period = period
  }

  public var id: String { "calendar" }
  public var heading: String { "Calendar" }
  public var explanation: String {
    "When recipes were opened: every day from Monday at the top to Sunday at the bottom."
  }

  public var nothing: String? {
    days.contains { $0.views > 0 } ? nil : "There is no day with views to show."
  }

  public var content: SectionContent {
    let chart = CalendarChart(of: days, during: period)
    return SectionContent(
      legend: chart.legend, picture: { html, _ in chart.draw(to: &html) }, table: table)
  }

  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  private var table: ReportTable {
    let byWeekday = Dictionary(grouping: days) { $0.day.weekday }
    return ReportTable(
      "viewsByWeekday", "Views by day of the week",
      columns: [
        .key("weekday", "Day of the week"), .number("days", "Days"), .number("views", "Views"),
        .number("viewsADay", "Views a day"),
      ],
      rows: CalendarSection.weekdays.enumerated().map { weekday, name in
        let days = byWeekday[weekday] ?? []
        let views = days.reduce(0) { $0 + $1.views }
        return [
          .term(name.lowercased(), shown: name), .count(days.count), .count(views),
          days.isEmpty ? .none : .tenths((views * 20 / days.count + 1) / 2),
        ]
      })
  }
}
