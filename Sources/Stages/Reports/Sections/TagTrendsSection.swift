import RecipeModel
public import Statistics

/// How the views of the most viewed tags went over the period.
public struct TagTrendsSection: ReportSection {
  public var trends: TagTrends

  public init(_ trends: TagTrends) {
    self.trends = trends
  }

  public var id: String { "tag-trends" }
  public var heading: String { "Tag trends" }
  public var isHalf: Bool { true }

  public var explanation: String {
    let each = trends.periods.first.map { " in each \($0.grain.rawValue)" } ?? ""
    return "Views of the recipes that carry a tag\(each), each line on a scale of its own."
  }

  public var nothing: String? {
    trends.trends.isEmpty ? "No recipe with a tag was opened in this period." : nil
  }

  public var content: SectionContent {
    let lines = SparklineList(
      id: "tag-trend-lines", title: "Views of tags over time", description: description,
      lines: trends.trends.map { trend in
        SparklineList.Line(
          name: trend.name, values: trend.views,
          words: "\(trend.name): \(trend.total.of("view", "views"))")
      })
    return SectionContent(picture: { html, _ in lines.draw(to: &html) }, table: table)
  }

  private var description: String {
    let peaks = trends.trends.prefix(3).compactMap { trend -> String? in
      guard let most = trend.views.max(), let place = trend.views.firstIndex(of: most) else {
        return nil
      }
      return "\(trend.name) had most in \(trends.periods[place]) with \(most.of("view", "views"))"
    }
    return peaks.joined(separator: "; ") + "."
  }

  private var table: ReportTable {
    ReportTable(
      "tagTrends", "Views of tags over time",
      columns: [.key("when", "When"), .name("name", "Tag"), .number("views", "Views")],
      rows: trends.trends.flatMap { trend in
        zip(trends.periods, trend.views).map { period, views in
          [.term(period.description), .foreign(trend.name), .count(views)]
        }
      })
  }
}
