import RecipeModel

extension PageSection {
  /// Views and viewers by day.
  static let views = PageSection(
    id: "views", heading: "Views over time",
    explanation: "How often recipes were opened each day, and by how many signed-in people."
  ) { report, html in
    guard report.viewsByDay.contains(where: { $0.views > 0 }) else {
      html.nothing(
        report.viewsByDay.isEmpty
          ? "No day of this period has been counted yet. Load a view log and roll it up."
          : "Nobody opened a recipe in this period.")
      return
    }
    let series = ViewSeries(report)
    let each = series.step == 1 ? "a day" : "a day, averaged over \(series.step) days"
    var legend = [("swatch-views", "Views \(each)"), ("swatch-viewers", "Viewers \(each)")]
    if series.missingDays > 0 {
      legend.append(("swatch-gap", "Gap: \(series.missingDays.of("day", "days")) not counted"))
    }
    html.legend(legend)
    ViewsChart.draw(series, to: &html)
    table(of: report).write(to: &html)
  }

  private static func table(of report: CommunityReport) -> DetailTable {
    DetailTable(
      caption: "Views and viewers by day",
      columns: [("Day", false), ("Views", true), ("Viewers", true)],
      rows: report.viewsByDay.map {
        [.text($0.day.description), .number($0.views.grouped), .number($0.viewers.grouped)]
      })
  }
}
