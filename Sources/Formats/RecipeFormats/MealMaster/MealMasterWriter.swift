public import RecipeModel

/// Writes MealMaster text, one column of ingredients, as UTF-8 with the line ends of DOS.
public struct MealMasterWriter: RecipeWriter {
  public static var reader: any RecipeReader.Type { MealMasterReader.self }
  public static let layout = WriterLayout.document(DocumentFrame("mmf", separator: "\r\n"))
  public static let losses =
    FormatLoss.without(
      .summary, .preparationTime, .cookingTime, .totalTime, .author, .source, .url, .nutrition,
      .rating, .notes, .equipment, .language, .images, .externalID, .created, .updated, .extras)
    + [
      FormatLoss(.ingredients, "lines that look like headings or continuations become that"),
      FormatLoss(.ingredientGroups, "ingredients without a heading stay below the one before them"),
      FormatLoss(.ingredientParts, "units are two letters; others stand with the item"),
      FormatLoss(
        .steps, "each line of a step is a step, and lines that look like headings are that"),
      FormatLoss(.stepGroups, "steps without a heading stay below the one before them"),
      FormatLoss(.tags, "names with commas are several"),
    ]

  public let arrangement: WriterArrangement
  private var names = FileNames()

  public init(_ arrangement: WriterArrangement) {
    self.arrangement = arrangement
  }

  public mutating func write(_ record: RecipeRecord) -> [WrittenFile] {
    var lines = MealMasterLines()
    lines.write(record)
    let bytes = Array(lines.lines.map { $0 + "\r\n" }.joined().utf8)
    guard arrangement == .apart else { return [WrittenFile("", bytes)] }
    return [WrittenFile("\(names.next(for: record.body.title)).mmf", bytes)]
  }
}

/// The lines of one recipe.
private struct MealMasterLines {
  private(set) var lines: [String] = []

  /// How wide the text of an ingredient may be, and a line of steps.
  private static let (ingredientWidth, stepWidth) = (68, 76)
  /// What stands before the text of an ingredient: seven columns for the amount, two for the unit.
  private static let continuation = String(repeating: " ", count: 11) + "-"

  mutating func write(_ record: RecipeRecord) {
    let body = record.body
    lines.append("MMMMM----- Recipe via Meal-Master (tm) v8.05")
    lines.append("")
    lines.append("      Title: \(body.title)")
    lines.append(" Categories: \(record.tags.joined(separator: ", "))")
    if let yield = body.yield { lines.append("      Yield: \(yield.text)") }
    lines.append("")
    for group in body.ingredients {
      if let name = group.name { addHeading(name) }
      for ingredient in group.ingredients { add(ingredient) }
    }
    if !body.ingredients.isEmpty { lines.append("") }
    for group in body.steps {
      if let name = group.name { addHeading(name) }
      for step in group.steps {
        for line in step.split(separator: "\n") { addParagraph(String(line)) }
      }
    }
    lines.append("MMMMM")
  }

  /// `MMMMM-----SAUCE-----`, as wide as a page.
  private mutating func addHeading(_ name: String) {
    let dashes = max(10, 71 - name.utf8.count)
    let left = String(repeating: "-", count: dashes / 2)
    lines.append("MMMMM\(left)\(name)\(String(repeating: "-", count: dashes - dashes / 2))")
    // A blank line would end the ingredients that may follow.
  }

  private mutating func add(_ ingredient: Ingredient) {
    let columns = MealMasterColumns(ingredient)
    let front = columns.amount.padded(to: 7) + " " + columns.unit.paddedBehind(to: 2) + " "
    let pieces = TextWrap.lines(of: columns.text, width: MealMasterLines.ingredientWidth)
    lines.append(front + (pieces.first ?? ""))
    for piece in pieces.dropFirst() { lines.append(MealMasterLines.continuation + piece) }
  }

  /// A paragraph, which is a step; a blank line ends it.
  private mutating func addParagraph(_ text: String) {
    for line in TextWrap.lines(of: text, width: MealMasterLines.stepWidth) {
      lines.append("  \(line)")
    }
    lines.append("")
  }
}

/// An ingredient in the columns of MealMaster.
private struct MealMasterColumns {
  var amount = ""
  var unit = ""
  var text: String

  /// The amount has a column where it fits, and the unit where it is one of the codes.
  init(_ ingredient: Ingredient) {
    text = ingredient.text
    guard let parts = StatedParts(ingredient), let amount = parts.amount, amount.utf8.count <= 7
    else { return }
    self.amount = amount
    text = String(ingredient.text.dropFirst(amount.count + 1))
    if let unit = parts.unit, MealMasterCell.isCode(unit) {
      self.unit = unit
      text = String(text.dropFirst(unit.count + 1))
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - utf8.count)) + self
  }

  fileprivate func paddedBehind(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - utf8.count))
  }
}
