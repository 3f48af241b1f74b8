extension PageSection {
  /// The most viewed recipes.
  static let topRecipes = PageSection(
    id: "recipes", heading: "Top recipes",
    explanation: "What was opened most in the period.", isHalf: true
  ) { report, html in
    guard report.topRecipes.contains(where: { $0.views > 0 }) else {
      html.nothing("No recipe was opened in this period.")
      return
    }
    TopRecipesChart.draw(report.topRecipes, to: &html)
    table(of: report).write(to: &html)
  }

  private static func table(of report: CommunityReport) -> DetailTable {
    DetailTable(
      caption: "Most viewed recipes, with the views of their whole families",
      columns: [
        ("Recipe", false), ("Views", true), ("Viewers", true), ("Forks", true),
        ("Family views", true),
      ],
      rows: report.topRecipes.map {
        [
          .foreign($0.title), .number($0.views.grouped), .number($0.viewers.grouped),
          .number($0.forks.grouped), .number($0.familyViews.grouped),
        ]
      })
  }
}
