/// New recipes by month.
enum NewRecipesChart {
  static func draw(_ steps: [ActivityStep], to html: inout HTML) {
    let total = steps.reduce(0) { $0 + $1.newRecipes }
    ColumnChart(
      id: "new-recipes", title: "New recipes over time",
      description: "\(total.of("new recipe", "new recipes")) "
        + "in \(steps.first?.label ?? "") to \(steps.last?.label ?? "").",
      steps: steps,
      series: [.init(name: "new recipes", values: steps.map(\.newRecipes), classes: "bar-views")]
    ).draw(to: &html)
  }
}
