public import RecipeModel

extension RecipeBody {
  /// The body as Markdown, without its title: the content of a recipe as people edit it.
  public var markdown: String {
    var blocks: [String] = []
    if let summary { blocks.append(summary) }
    let facts = [
      yield.map { "Makes \($0.text)" },
      times.preparation.map { "Preparation \($0.text)" },
      times.cooking.map { "Cooking \($0.text)" },
      times.total.map { "Total \($0.text)" },
    ].compactMap { $0 }
    if !facts.isEmpty { blocks.append(facts.joined(separator: " · ")) }
    if !ingredients.isEmpty { blocks.append("## Ingredients") }
    for group in ingredients {
      if let name = group.name { blocks.append("### \(name)") }
      blocks.append(group.ingredients.map { "- \($0.text)" }.joined(separator: "\n"))
    }
    if !steps.isEmpty { blocks.append("## Method") }
    for group in steps {
      if let name = group.name { blocks.append("### \(name)") }
      blocks.append(
        group.steps.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n"))
    }
    if !notes.isEmpty { blocks.append("## Notes\n\n" + notes.joined(separator: "\n\n")) }
    let source = [credit.author, credit.source, credit.url].compactMap { $0 }
    if !source.isEmpty { blocks.append("Source: " + source.joined(separator: ", ")) }
    return blocks.joined(separator: "\n\n") + "\n"
  }
}
