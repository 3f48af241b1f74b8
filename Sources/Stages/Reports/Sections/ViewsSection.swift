import RecipeModel

/// Views and viewers by day, and the views of the days just before.
public struct ViewsSection: ReportSection {
  public var period: ReportPeriod
  /// Ascending by day; a day of the period that is missing was not counted and is shown as a gap.
  public var days: [DailyViews]
  /// The same of the days just before, as many; empty when they are not known.
  public var before: [DailyViews]
  /// What is viewed, as in "recipes of the community".
  public var subject: String

  public init(
    of subject: String, during period: ReportPeriod, days: [DailyViews],
    before: [DailyViews] = []
  ) {
    self.subject = subject
    self.period = period
    self.days = days
    self.before = before
  }

  public var id: String { "views" }
  public var heading: String { "Views over time" }

  public var explanation: String {
    "How often \(subject) was opened each day, and by how many signed-in people."
  }

  public var nothing: String? {
    guard !days.contains(where: { $0.views > 0 }) else { return nil }
    return days.isEmpty
      ? "No day of this period has been counted yet. Load a view log and roll it up."
      : "Nobody opened a recipe in this period."
  }

  public var content: SectionContent {
    let series = ViewSeries(of: days, before: before, during: period)
    return SectionContent(
      legend: legend(of: series), picture: { html, _ in ViewsChart.draw(series, to: &html) },
      table: table)
  }

  private func legend(of series: ViewSeries) -> [LegendEntry] {
    let each = series.step == 1 ? "a day" : "a day, averaged over \(series.step) days"
    var legend = [
      LegendEntry("swatch-views", "Views \(each)"),
      LegendEntry("swatch-viewers", "Viewers \(each)"),
    ]
    if !series.before.isEmpty {
      legend.append(LegendEntry("swatch-before", "Views in the period before"))
    }
    if series.missingDays > 0 {
      legend.append(
        LegendEntry(
          "swatch-gap", "Gap: \(series.missingDays.of("day", "days")) of which no views are known"))
    }
    return legend
  }

  private var table: ReportTable {
    let earlier = Dictionary(
      before.map { ($0.day.advanced(by: period.length), $0.views) }
    ) { first, _ in first }
    return ReportTable(
      "viewsByDay", "Views and viewers by day",
      columns: [
        .key("day", "Day"), .number("views", "Views"), .number("viewers", "Viewers"),
        .number("viewsBefore", "Views the period before"),
      ],
      rows: days.map { day in
        [
          .term(day.day.description), .count(day.views), .unique(day.viewers),
          earlier[day.day].map { .count($0) } ?? .none,
        ]
      })
  }
}
