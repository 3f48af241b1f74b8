import RecipeModel
public import Statistics

/// The recipes that are viewed most of late.
public struct TrendingSection: ReportSection {
  public var trending: TrendingRecipes

  public init(_ trending: TrendingRecipes) {
    self.trending = trending
  }

  public var id: String { "trending" }
  public var heading: String { "Trending" }
  public var isHalf: Bool { true }

  public var explanation: String {
    let days = trending.halfLife.of("day", "days")
    let asOf = trending.asOf.map { " As of \($0.inWords)." } ?? ""
    return "Views of which the latest count most: after \(days) a view counts half.\(asOf)"
  }

  public var nothing: String? {
    guard trending.recipes.isEmpty else { return nil }
    return trending.isBehind
      ? "Views wait to be counted. `levain rollup` counts them." : "No recipe was opened of late."
  }

  public var content: SectionContent {
    let bars = BarList(
      id: "trending-recipes", title: "Trending recipes", description: description,
      bars: trending.recipes.prefix(10).map { recipe in
        BarList.Bar(
          name: recipe.title, target: .recipe(recipe.id), value: recipe.score / 100,
          words: "\(recipe.title): \(recipe.views.of("view", "views")) in the last "
            + "\(trending.halfLife.of("day", "days")), \(recipe.viewsBefore.grouped) before")
      }, classes: "bar-views")
    return SectionContent(picture: { bars.draw($1, to: &$0) }, table: table)
  }

  private var description: String {
    guard let first = trending.recipes.first else { return "No recipe is trending." }
    return "First is \(first.title) with \(first.views.of("view", "views")) in the last "
      + "\(trending.halfLife.of("day", "days"))."
  }

  private var table: ReportTable {
    let days = trending.halfLife.of("day", "days")
    return ReportTable(
      "trending", "Trending recipes",
      columns: [
        .key("id"), .name("title", "Recipe"), .text("community", "Community"),
        .number("score", "Score"), .number("views", "Views in \(days)"),
        .number("viewsBefore", "In the \(days) before"),
      ],
      rows: trending.recipes.map { recipe in
        [
          .term(recipe.id.text), .named(recipe.title, .recipe(recipe.id)),
          recipe.community.map { .foreign($0) } ?? .none, .tenths(recipe.score / 10),
          .count(recipe.views), .count(recipe.viewsBefore),
        ]
      })
  }
}
