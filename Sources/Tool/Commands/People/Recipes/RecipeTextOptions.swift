import ArgumentParser
import RecipeModel
import RecipeText

/// What a recipe says, as options give it; each replaces what the recipe said before.
struct RecipeTextOptions: ParsableArguments {
  @Option(help: "The name of the dish.")
  var title: String?

  @Option(help: "An introduction.")
  var summary: String?

  @Option(help: "How much it makes, such as \"2 loaves\".")
  var yield: String?

  @Option(
    name: .customLong("ingredient"),
    help: ArgumentHelp(
      "An ingredient, such as \"500 g rye flour\", or a heading, such as \"Dough:\"; repeat it.",
      valueName: "line"))
  var ingredients: [String] = []

  @Option(
    name: .customLong("step"),
    help: ArgumentHelp("A step of the method, or a heading; repeat it.", valueName: "text"))
  var steps: [String] = []

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "A file with one recipe, in a format of `levain formats`; other options replace its parts.",
      valueName: "file"),
    completion: .file())
  var file: String?

  /// Whether no option says anything.
  var isEmpty: Bool {
    title == nil && summary == nil && yield == nil && ingredients.isEmpty && steps.isEmpty
      && file == nil
  }

  /// The recipe of the file, if one is named.
  func record() throws -> RecipeRecord? {
    try file.map { try SingleRecipeFile(path: $0).read() }
  }

  /// Says in a body what the options say.
  func apply(to body: inout RecipeBody) {
    if let title { body.title = title }
    if let summary { body.summary = RecipeTextOptions.paragraphs(summary) }
    if let yield { body.yield = YieldText.yield(FoldedName.tidy(yield)) }
    if !ingredients.isEmpty {
      var lines = IngredientLines()
      for ingredient in ingredients { lines.add(FoldedName.tidy(ingredient)) }
      body.ingredients = lines.finish()
    }
    if !steps.isEmpty {
      var lines = StepLines()
      for step in steps { lines.add(item: FoldedName.tidy(step)) }
      body.steps = lines.finish()
    }
  }

  /// The text with each line tidied; nil when nothing is left, so that an empty option clears.
  private static func paragraphs(_ text: String) -> String? {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let tidied = lines.map { FoldedName.tidy(String($0)) }
    guard let first = tidied.firstIndex(where: { !$0.isEmpty }),
      let last = tidied.lastIndex(where: { !$0.isEmpty })
    else { return nil }
    return tidied[first...last].joined(separator: "\n")
  }
}
