import RecipeModel
public import Statistics

/// The recipes that spread furthest.
public struct SpreadSection: ReportSection {
  public var spreads: RecipeSpreads

  public init(_ spreads: RecipeSpreads) {
    self.spreads = spreads
  }

  public var id: String { "spread" }
  public var heading: String { "How far recipes spread" }
  public var explanation: String {
    "The recipes that reached most communities through variants and shares of them."
  }

  public var nothing: String? {
    spreads.recipes.isEmpty ? "No recipe was forked yet." : nil
  }

  public var content: SectionContent {
    SectionContent(
      table: ReportTable(
        "spread", "Recipes that spread furthest",
        columns: [
          .key("id"), .name("title", "Recipe"), .text("community", "From"),
          .number("communities", "Communities"), .number("depth", "Steps"),
          .number("descendants", "Made from it"),
          .number("descendantsElsewhere", "Elsewhere"),
          .number("forks", "Forks in the period"),
          .number("secondsToFirstFork", nil), .text("timeToFirstFork", "Until its first fork"),
        ],
        rows: spreads.recipes.map { recipe in
          let seconds = Int(recipe.millisecondsToFirstFork / 1000)
          return [
            .term(recipe.id.text), .named(recipe.title, .recipe(recipe.id)),
            .foreign(recipe.community),
            .count(recipe.communities), .count(recipe.depth), .count(recipe.descendants),
            .count(recipe.descendantsBeyondReach), .count(recipe.forks), .count(seconds),
            .term(seconds.asDuration),
          ]
        }), showsTable: .open)
  }
}
