extension PageSection {
  /// New recipes by month.
  static let newRecipes = PageSection(
    id: "new-recipes-by-month", heading: "New recipes",
    explanation: "Recipes created in the community, imported or shared into it.",
    isHalf: true
  ) { report, html in
    let steps = ActivityStep.steps(of: report)
    guard steps.contains(where: { $0.newRecipes > 0 }) else {
      html.nothing("No recipe came in during this period.")
      return
    }
    NewRecipesChart.draw(steps, to: &html)
    DetailTable(
      caption: "New recipes", columns: [("When", false), ("New recipes", true)],
      rows: steps.map { [.text($0.label), .number($0.newRecipes.grouped)] }
    ).write(to: &html)
  }
}
