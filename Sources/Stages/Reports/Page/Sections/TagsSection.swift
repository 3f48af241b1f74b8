extension PageSection {
  /// The most used tags.
  static let tags = PageSection(
    id: "tags", heading: "Tags",
    explanation: "How many recipes carry each tag.", isHalf: true
  ) { report, html in
    guard !report.tags.isEmpty else {
      html.nothing("No recipe carries a tag yet. Tags make recipes easier to find.")
      return
    }
    TagsChart.draw(report.tags, to: &html)
    table(of: report).write(to: &html)
  }

  private static func table(of report: CommunityReport) -> DetailTable {
    DetailTable(
      caption: "Tags, with recipes that carry them and views of those recipes",
      columns: [("Tag", false), ("Recipes", true), ("Views", true)],
      rows: report.tags.map {
        [.foreign($0.name), .number($0.recipes.grouped), .number($0.views.grouped)]
      })
  }
}
