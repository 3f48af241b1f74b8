import RecipeModel

/// Ingredients and steps as lines, with the headings of groups among them.
enum HeadedLines {
  /// The lines of the ingredients; `heading` makes a line of a heading.
  static func ingredients(_ body: RecipeBody, heading: (String) -> String) -> [String] {
    body.ingredients.flatMap { group in
      (group.name.map { [heading($0)] } ?? []) + group.ingredients.map(\.text)
    }
  }

  /// The steps, each of which may have lines of its own.
  static func steps(_ body: RecipeBody, heading: (String) -> String) -> [String] {
    body.steps.flatMap { group in (group.name.map { [heading($0)] } ?? []) + group.steps }
  }

  /// `Sauce:`, which most programs take for a heading.
  static func colon(_ name: String) -> String { "\(name):" }

  /// `## Sauce`, as Markdown writes it.
  static func hashes(_ name: String) -> String { "## \(name)" }
}
