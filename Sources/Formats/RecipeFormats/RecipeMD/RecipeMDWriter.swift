public import RecipeModel

/// Writes RecipeMD, one Markdown file for each recipe.
///
/// Both rules are always written, and steps are numbered lists, so that no line of them is taken
/// for something else.
public struct RecipeMDWriter: RecipeWriter {
  public static var reader: any RecipeReader.Type { RecipeMDReader.self }
  public static let layout = WriterLayout.files(zipExtension: "zip")
  public static let losses =
    FormatLoss.without(
      .preparationTime, .cookingTime, .totalTime, .author, .source, .url, .nutrition, .rating,
      .notes, .equipment, .language, .images, .externalID, .created, .updated, .extras)
    + [
      FormatLoss(.summary, "what Markdown would take for tags, yields or a rule gets a backslash"),
      FormatLoss(.ingredients, "lines that begin with the marks of italics lose them"),
      FormatLoss(.ingredientGroups, "ingredients without a heading stay below the one before them"),
      FormatLoss(.ingredientParts, "are kept where the line is made of them and nothing else"),
      FormatLoss(.steps, "lines of a step are joined"),
      FormatLoss(.stepGroups, "steps without a heading stay below the one before them"),
      FormatLoss(.yield, "what stands behind a comma is one more"),
      FormatLoss(.tags, "names with commas are several"),
    ]

  public let arrangement = WriterArrangement.apart
  private var names = FileNames()

  public init(_ arrangement: WriterArrangement) {}

  public mutating func write(_ record: RecipeRecord) -> [WrittenFile] {
    let text = RecipeMDText.text(of: record)
    return [WrittenFile("\(names.next(for: record.body.title)).md", Array(text.utf8))]
  }
}

/// A record as Markdown.
private enum RecipeMDText {
  static func text(of record: RecipeRecord) -> String {
    let body = record.body
    var parts = ["# \(body.title)"]
    if let summary = body.summary { parts += paragraphs(summary) }
    if !record.tags.isEmpty { parts.append(inItalics(record.tags.joined(separator: ", "))) }
    if let yield = body.yield { parts.append("**\(yield.text)**") }
    parts.append("---")
    for group in body.ingredients {
      if let name = group.name { parts.append("## \(name)") }
      parts.append(group.ingredients.map(item).joined(separator: "\n"))
    }
    parts.append("---")
    for group in body.steps {
      if let name = group.name { parts.append("## \(name)") }
      let items = group.steps.enumerated().map { index, step in
        "\(index + 1). \(step.replacing("\n", with: "\n   "))"
      }
      parts.append(items.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The paragraphs of a summary; a backslash keeps them from being tags, yields or rules.
  private static func paragraphs(_ summary: String) -> [String] {
    summary.split(separator: "\n\n").map { paragraph in
      let lines = paragraph.split(separator: "\n").map { line in
        isRule(line) ? "\\\(line)" : String(line)
      }
      let text = lines.joined(separator: "\n")
      let isMarked = text.first == text.last && (text.first == "*" || text.first == "_")
      return isMarked ? "\\\(text)" : text
    }
  }

  private static func isRule(_ line: Substring) -> Bool {
    let marks = line.filter { $0 != " " }
    return marks.count >= 3 && "-*_".contains(marks.prefix(1)) && Set(marks).count == 1
  }

  /// Marks a text with the one of both signs for italics that it does not hold itself.
  private static func inItalics(_ text: String) -> String {
    text.contains("*") ? "_\(text)_" : "*\(text)*"
  }

  /// `- *1 cup* flour, sifted`.
  private static func item(_ ingredient: Ingredient) -> String {
    let text = ingredient.text
    // Behind a dash, more dashes would be a rule.
    guard text.contains(where: { $0 != "-" && $0 != " " }) else { return "* \(text)" }
    guard let parts = StatedParts(ingredient), let amount = parts.amount, !text.contains("*")
    else { return "- \(text)" }
    let measure = [amount, parts.unit].compactMap(\.self).joined(separator: " ")
    return "- *\(measure)*\(text.dropFirst(measure.count))"
  }
}
