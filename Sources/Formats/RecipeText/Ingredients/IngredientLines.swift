public import RecipeModel

/// Ingredient lines, gathered below the headings that stand among them.
public struct IngredientLines: Sendable {
  private var groups: [IngredientGroup] = []
  private var current = IngredientGroup(ingredients: [])

  public init() {}

  /// Whether no ingredient was added yet.
  public var isEmpty: Bool { groups.isEmpty && current.ingredients.isEmpty }

  /// Adds a clean line, as a heading if it looks like one; empty lines are passed over.
  public mutating func add(_ line: String) {
    guard !line.isEmpty else { return }
    if let heading = HeadingLine.heading(line) {
      startGroup(heading)
    } else {
      current.ingredients.append(IngredientLine.ingredient(line))
    }
  }

  /// Adds an ingredient that came in parts.
  public mutating func add(_ ingredient: consuming Ingredient) {
    current.ingredients.append(ingredient)
  }

  /// Starts a group; ingredients go below this heading from here on.
  public mutating func startGroup(_ name: String?) {
    closeGroup()
    current = IngredientGroup(name: name, ingredients: [])
  }

  /// Adds a clean text with one ingredient a line.
  ///
  /// Lines in capitals are headings, unless no line of the text has a small letter.
  public mutating func add(text: String) {
    let lines = TextLines(text)
    for line in lines.lines {
      if lines.hasLowerCase, HeadingLine.isInCapitals(line) {
        startGroup(line)
      } else {
        add(line)
      }
    }
  }

  /// The groups in order; a heading without ingredients is kept as an ingredient of its own.
  public consuming func finish() -> [IngredientGroup] {
    closeGroup()
    return groups
  }

  private mutating func closeGroup() {
    if !current.ingredients.isEmpty {
      groups.append(current)
    } else if let name = current.name {
      // A heading that nothing follows was an ingredient, or at least must not be lost.
      let lost = Ingredient(text: name, item: name)
      if groups.isEmpty {
        groups.append(IngredientGroup(ingredients: [lost]))
      } else {
        groups[groups.count - 1].ingredients.append(lost)
      }
    }
    current = IngredientGroup(ingredients: [])
  }
}

/// The lines of a clean text, and whether it has small letters at all.
struct TextLines {
  var lines: [String] = []
  var hasLowerCase: Bool

  init(_ text: String) {
    hasLowerCase = text.utf8.contains { $0 &- 0x61 < 26 }
    var copy = text
    lines = copy.withUTF8 { bytes in
      bytes.split(separator: Byte.lineFeed).map { TextBytes(rebasing: $0).trimmed().string }
    }
  }
}
