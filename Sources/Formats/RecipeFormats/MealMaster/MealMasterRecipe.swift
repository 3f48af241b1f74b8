import PipelineCore
import RecipeModel
import RecipeText

/// One MealMaster recipe, mapped.
///
/// Ingredient lines come first; they are told from text by their columns. A heading may start more
/// of them, or steps; text that only looks like an ingredient stays a step.
struct MealMasterRecipe {
  private var draft = RecordDraft()
  private var block = MealMasterBlock()
  private var paragraphs = Paragraphs()
  private var hasIngredients = false
  private var isAmongIngredients = true
  private var isAfterBlank = true

  /// Reads the lines of a record; a recipe without a title is rejected.
  static func read(_ record: TextRecord) -> ReadElement {
    var recipe = MealMasterRecipe()
    let body = ExchangeHeader.read(record.lines.dropFirst(), into: &recipe.draft)
    recipe.readBody(record.lines[body...])
    // A file that is cut off ends like one whose writer left the last mark out.
    if record.ending == .content { recipe.draft.warn(.repairedText, "end mark") }
    return recipe.draft.finish(record)
  }

  private mutating func readBody(_ lines: ArraySlice<TextLine>) {
    for index in lines.indices {
      let line = lines[index].bytes[...]
      if lines[index].isBlank || ExchangeLine.isDrawn(line) {
        closeBlock()
        paragraphs.endParagraph()
        isAfterBlank = true
      } else if let title = ExchangeLine.sectionTitle(line) {
        startSection(title, before: lines[(index + 1)...])
      } else {
        readLine(line)
      }
    }
    closeBlock()
    draft.addSteps(&paragraphs)
  }

  private mutating func readLine(_ line: ArraySlice<UInt8>) {
    let columns = TextColumns(Array(line))
    if let row = MealMasterRow(columns), isIngredient(row) {
      block.append(row)
      hasIngredients = true
      isAmongIngredients = true
    } else if isAmongIngredients, !isAfterBlank, !block.isEmpty, columns.indentation >= 3 {
      // Columns that are off, amid ingredients: what the words say has to do.
      block.append(MealMasterRow(text: String(decoding: line.trimmed, as: UTF8.self)))
    } else {
      closeBlock()
      isAmongIngredients = false
      addText(line)
    }
    isAfterBlank = false
  }

  /// Whether a row that could be an ingredient is one here.
  private func isIngredient(_ row: MealMasterRow) -> Bool {
    if isAmongIngredients { return row.isMeasured || !isAfterBlank || !hasIngredients }
    return row.isMeasured && isAfterBlank && !hasIngredients
  }

  private mutating func startSection(
    _ title: ArraySlice<UInt8>, before rest: ArraySlice<TextLine>
  ) {
    closeBlock()
    draft.addSteps(&paragraphs)
    let next = rest.first { !$0.isBlank && ExchangeLine.sectionTitle($0.bytes[...]) == nil }
    let row = next.flatMap { MealMasterRow(TextColumns($0.bytes)) }
    isAmongIngredients = row.map { $0.isMeasured || isAmongIngredients } ?? false
    let name = draft.line(title)
    if isAmongIngredients {
      draft.ingredients.startGroup(name)
    } else {
      draft.steps.startGroup(name)
    }
    isAfterBlank = false
  }

  /// A colon at the front starts a new line; otherwise lines of a paragraph are one.
  private mutating func addText(_ line: ArraySlice<UInt8>) {
    let text = line.trimmed
    if text.first == UInt8(ascii: ":") {
      paragraphs.endParagraph()
      paragraphs.add(text.dropFirst())
    } else {
      paragraphs.add(text)
    }
  }

  // MARK: - Ingredients

  private mutating func closeBlock() {
    var open: (amount: String, unit: String, text: String)?
    for cell in block.cells {
      switch cell {
      case .ingredient(let amount, let unit, let text):
        add(open)
        open = (amount, unit, text)
      case .continuation(let text):
        // With nothing above to continue, it is a line that starts with a dash.
        open = open.map { ($0.amount, $0.unit, "\($0.text) \(text)") } ?? ("", "", "-\(text)")
      }
    }
    add(open)
    block = MealMasterBlock()
  }

  private mutating func add(_ stated: (amount: String, unit: String, text: String)?) {
    guard let stated else { return }
    let text = draft.cleaner.line(stated.text)
    guard !stated.amount.isEmpty || !stated.unit.isEmpty else {
      draft.ingredients.add(text)
      return
    }
    draft.ingredients.add(
      ExchangeIngredient.ingredient(
        amount: draft.cleaner.line(stated.amount), unit: stated.unit, text: text))
  }
}
