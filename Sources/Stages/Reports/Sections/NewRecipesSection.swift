import RecipeModel

/// New recipes by month.
public struct NewRecipesSection: ReportSection {
  public var steps: [ActivityStep]

  public init(_ steps: [ActivityStep]) {
    self.steps = steps
  }

  public var id: String { "new-recipes-by-month" }
  public var heading: String { "New recipes" }
  public var explanation: String { "Recipes that were created, imported or shared in." }
  public var isHalf: Bool { true }

  public var nothing: String? {
    steps.contains { $0.newRecipes > 0 } ? nil : "No recipe came in during this period."
  }

  public var content: SectionContent {
    let total = steps.reduce(0) { $0 + $1.newRecipes }
    let chart = ColumnChart(
      id: "new-recipes", title: "New recipes over time",
      description: "\(total.of("new recipe", "new recipes")) "
        + "in \(steps.first?.label ?? "") to \(steps.last?.label ?? "").",
      labels: steps.map(\.label),
      series: [.init(name: "new recipes", values: steps.map(\.newRecipes), classes: "bar-views")])
    return SectionContent(
      picture: { html, _ in chart.draw(to: &html) },
      table: ReportTable(
        "newRecipes", "New recipes",
        columns: [.key("when", "When"), .number("newRecipes", "New recipes")],
        rows: steps.map {
          [.term($0.period.description, shown: $0.label), .count($0.newRecipes)]
        }))
  }
}
