import Indexes
import RecipeModel
public import Statistics

/// The most viewed recipes.
public struct TopRecipesSection: ReportSection {
  /// Most viewed first.
  public var recipes: [RankedRecipe]

  /// Whether views of them may wait to be counted.
  public var isBehind: Bool

  public init(_ recipes: [RankedRecipe], isBehind: Bool = false) {
    self.recipes = recipes
    self.isBehind = isBehind
  }

  /// How many are drawn; the table holds all.
  static let limit = 10

  public var id: String { "recipes" }
  public var heading: String { "Top recipes" }
  public var explanation: String { "What was opened most in the period." }
  public var isHalf: Bool { true }

  public var nothing: String? {
    guard !recipes.contains(where: { $0.views > 0 }) else { return nil }
    return isBehind
      ? "No view of this period has been counted yet." : "No recipe was opened in this period."
  }

  public var content: SectionContent {
    let bars = BarList(
      id: "top-recipes", title: "Most viewed recipes", description: description,
      bars: recipes.prefix(TopRecipesSection.limit).map { recipe in
        BarList.Bar(
          name: recipe.title, target: .recipe(recipe.id), value: recipe.views,
          words: "\(recipe.title): \(recipe.views.of("view", "views"))")
      },
      classes: "bar-views")
    return SectionContent(picture: { bars.draw($1, to: &$0) }, table: table)
  }

  private var description: String {
    guard let first = recipes.first else { return "No recipe was viewed." }
    return "The \(min(recipes.count, TopRecipesSection.limit)) most viewed; the first, "
      + "\(first.title), has \(first.views.of("view", "views"))."
  }

  private var table: ReportTable {
    ReportTable(
      "topRecipes", "Most viewed recipes, with the views of their whole families",
      columns: [
        .key("id"), .name("title", "Recipe"), .number("views", "Views"),
        .number("viewers", "Viewers"), .number("forks", "Forks"),
        .number("familyViews", "Family views"),
      ],
      rows: recipes.map { recipe in
        [
          .term(recipe.id.text), .named(recipe.title, .recipe(recipe.id)), .count(recipe.views),
          .unique(recipe.viewers), .count(recipe.forks), .count(recipe.familyViews),
        ]
      })
  }
}
