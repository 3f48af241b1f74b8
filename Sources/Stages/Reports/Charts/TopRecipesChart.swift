/// The most viewed recipes as bars.
enum TopRecipesChart {
  /// How many are drawn; the table holds all.
  static let limit = 10

  static func draw(_ recipes: [TopRecipe], to html: inout HTML) {
    let shown = recipes.prefix(limit)
    BarList(
      id: "top-recipes", title: "Most viewed recipes",
      description: description(of: recipes),
      bars: shown.map { recipe in
        BarList.Bar(
          name: recipe.title, value: recipe.views,
          words: "\(recipe.title): \(recipe.views.of("view", "views"))")
      },
      classes: "bar-views"
    ).draw(to: &html)
  }

  private static func description(of recipes: [TopRecipe]) -> String {
    guard let first = recipes.first else { return "No recipe was viewed." }
    return "The \(min(recipes.count, limit)) most viewed; the first, \(first.title), has "
      + "\(first.views.of("view", "views"))."
  }
}
