import PipelineCore
import RecipeModel
import RecipeText

/// One recipe of Easy Recipe Deluxe, mapped.
struct EasyRecipeDeluxeRecipe {
  /// What a line belongs to.
  private enum Part {
    case header, summary, ingredients, steps, notes
  }

  private var draft = RecordDraft()
  private var part = Part.header
  private var summary: [String] = []
  private var notes: [String] = []

  /// Reads the lines of a record, of which the first is the title and the second the rule.
  static func read(_ record: TextRecord) -> ReadElement {
    var recipe = EasyRecipeDeluxeRecipe()
    let title = recipe.draft.line(record.lines[0].trimmed)
    recipe.draft.body.title = title.trimmed(marks: "* ")
    for line in record.lines.dropFirst(2) { recipe.read(line) }
    guard !recipe.draft.ingredients.isEmpty || !recipe.draft.steps.isEmpty else {
      return record.rejection(
        .notARecipe, "neither [Ingredients] nor [Instruction] follow the title")
    }
    recipe.draft.read(.summary, "summary", stated: recipe.summary.joined(separator: "\n"))
    recipe.draft.read(.notes, "note", stated: recipe.notes.joined(separator: "\n"))
    return recipe.draft.finish(record)
  }

  private mutating func read(_ line: TextLine) {
    if EasyRecipeDeluxeLine.isRule(line.bytes[...]) {
      if part == .header { part = .summary }
      return
    }
    let text = draft.line(line.trimmed)
    if let section = EasyRecipeDeluxeLine.section(line.bytes[...]) {
      return start(section, String(text.dropFirst().dropLast()))
    }
    switch part {
    case .header: readLabel(text)
    case .summary: if !text.isEmpty { summary.append(text) }
    case .ingredients: addIngredient(text)
    case .steps: draft.steps.add(text: text)
    case .notes: addNote(text)
    }
  }

  /// Starts a section; a name that is not the program's own is that of a group.
  private mutating func start(_ section: String, _ name: String) {
    switch section {
    case "[ingredients]": part = .ingredients
    case "[instruction]": part = .steps
    case "[note]": part = .notes
    default:
      switch part {
      case .ingredients: draft.ingredients.startGroup(name)
      case .steps: draft.steps.startGroup(name)
      case .header, .summary, .notes:
        part = .notes
        notes.append(name)
      }
    }
  }

  private mutating func readLabel(_ line: String) {
    guard let colon = line.firstIndex(of: ":") else {
      if !line.isEmpty { summary.append(line) }
      return
    }
    let label = String(line[..<colon])
    let value = draft.cleaner.line(String(line[line.index(after: colon)...]))
    guard !value.isEmpty else { return }
    switch label.lowercased() {
    case "category", "main ingredient", "cuisine style", "cuisine":
      draft.read(.tags, label, stated: value)
    case "yield": draft.readServings(value)
    case "preparation time", "prep time":
      draft.readTime(.preparationTime, EasyRecipeDeluxeRecipe.time(value), named: label)
    case "cooking time", "cook time":
      draft.readTime(.cookingTime, EasyRecipeDeluxeRecipe.time(value), named: label)
    case "recipe by", "author": draft.read(.author, label, stated: value)
    case "source": draft.read(.source, label, stated: value)
    default: draft.keep(label, value)
    }
  }

  /// Hours and minutes, of which the hours may be left out: `:15`.
  private static func time(_ stated: String) -> String {
    stated.hasPrefix(":") ? "0" + stated : stated.hasSuffix(":") ? stated + "00" : stated
  }

  /// Adds an ingredient; the names of the columns are none.
  private mutating func addIngredient(_ line: String) {
    let words = line.lowercased()
    if words.hasPrefix("amount"), words.contains("measure"), words.contains("ingredient") { return }
    if line.allSatisfy({ $0 == "-" || $0 == " " }) { return }
    draft.ingredients.add(line)
  }

  /// Adds a note; the line of the analysis says how many calories there are.
  private mutating func addNote(_ line: String) {
    if line.lowercased().contains("calories;") {
      for fact in line.split(separator: ";") {
        draft.read(.nutrition, "nutrition", stated: fact.description.trimmed(marks: ". "))
      }
    } else if !line.isEmpty {
      notes.append(line)
    }
  }
}
