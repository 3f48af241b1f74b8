import PipelineCore
import RecipeModel
import RecipeText

/// One RezKonv recipe, mapped.
///
/// Ingredients stand in columns: 7 for the amount, 9 for the unit, then the name. The section
/// `QUELLE` says where it is from and who entered it when; lines `: label : value` say more.
struct RezKonvRecipe {
  private enum Part {
    case ingredients, source, steps
  }

  private var draft = RecordDraft()
  private var paragraphs = Paragraphs()
  private var part = Part.ingredients
  private var hasIngredients = false
  private var isAfterBlank = true
  /// The ingredient that a continuation may still add to.
  private var open: (amount: String, unit: String, text: String)?
  private var sources: [String] = []
  private var entries: [String] = []
  private var labels: [(label: String, value: String)] = []

  /// Reads the lines of a record; a recipe without a title is rejected.
  static func read(_ record: TextRecord) -> ReadElement {
    var recipe = RezKonvRecipe()
    let body = ExchangeHeader.read(record.lines.dropFirst(), into: &recipe.draft)
    recipe.readBody(record.lines[body...])
    if record.ending == .content { recipe.draft.warn(.repairedText, "end mark") }
    return recipe.draft.finish(record)
  }

  private mutating func readBody(_ lines: ArraySlice<TextLine>) {
    for index in lines.indices {
      let line = lines[index].bytes[...]
      if lines[index].isBlank || ExchangeLine.isDrawn(line) {
        closeIngredient()
        paragraphs.endParagraph()
        if part == .source, !sources.isEmpty || !entries.isEmpty { part = .steps }
        isAfterBlank = true
        continue
      }
      if let title = ExchangeLine.sectionTitle(line) {
        startSection(title, before: lines[(index + 1)...])
      } else {
        readLine(line)
      }
      isAfterBlank = false
    }
    closeIngredient()
    draft.addSteps(&paragraphs)
    closeSource()
    for (label, value) in labels { RezKonvLabel.take(label, value, into: &draft) }
  }

  private mutating func startSection(
    _ title: ArraySlice<UInt8>, before rest: ArraySlice<TextLine>
  ) {
    closeIngredient()
    draft.addSteps(&paragraphs)
    if title.starts(withWord: "quelle"), title.count == 6 {
      part = .source
      return
    }
    let next = rest.first { !$0.isBlank && ExchangeLine.sectionTitle($0.bytes[...]) == nil }
    let isIngredients = next.flatMap { RezKonvCell(TextColumns($0.bytes)) } != nil
    part = isIngredients ? .ingredients : .steps
    let name = draft.line(title)
    if isIngredients {
      draft.ingredients.startGroup(name)
    } else {
      draft.steps.startGroup(name)
    }
  }

  private mutating func readLine(_ line: ArraySlice<UInt8>) {
    let text = line.trimmed
    if text.first == UInt8(ascii: ":") { return readLabel(text) }
    switch part {
    case .ingredients: readIngredient(line)
    case .source: readSource(text)
    case .steps: paragraphs.add(text)
    }
  }

  // MARK: - Ingredients

  private mutating func readIngredient(_ line: ArraySlice<UInt8>) {
    if line.trimmed.starts(withWord: "zutaten:"), !hasIngredients { return }
    let columns = TextColumns(Array(line))
    switch RezKonvCell(columns) {
    case .ingredient(let amount, let unit, let text)
    where !amount.isEmpty || !unit.isEmpty || !isAfterBlank || !hasIngredients:
      closeIngredient()
      hasIngredients = true
      open = (amount, unit, text)
    case .continuation(let text) where open != nil:
      open?.text += " " + text
    default: readLooseIngredient(line, indentation: columns.indentation)
    }
  }

  /// A line whose columns are off: amid ingredients it is one, and what its words say has to do.
  private mutating func readLooseIngredient(_ line: ArraySlice<UInt8>, indentation: Int) {
    let text = line.trimmed
    let isAligned =
      indentation >= 3 || zip(text, text.dropFirst()).contains { $0 == 0x20 && $1 == 0x20 }
    if isAligned, !isAfterBlank, hasIngredients {
      if text.starts(withWord: "--"), open != nil {
        open?.text += " " + String(decoding: text.dropFirst(2).trimmed, as: UTF8.self)
      } else {
        closeIngredient()
        open = ("", "", String(decoding: text, as: UTF8.self))
      }
    } else {
      closeIngredient()
      part = .steps
      paragraphs.add(line)
    }
  }

  private mutating func closeIngredient() {
    guard let stated = open else { return }
    open = nil
    let text = draft.cleaner.line(stated.text)
    if stated.amount.isEmpty, stated.unit.isEmpty {
      draft.ingredients.add(text)
    } else {
      draft.ingredients.add(
        ExchangeIngredient.ingredient(
          amount: draft.cleaner.line(stated.amount), unit: draft.cleaner.line(stated.unit),
          text: text))
    }
  }

  // MARK: - Source and labels

  /// Lines of the source; those that start with dashes say who entered the recipe, and when.
  private mutating func readSource(_ text: ArraySlice<UInt8>) {
    guard text.starts(withWord: "--") else {
      sources.append(draft.line(text))
      return
    }
    let entry = draft.line(text.drop { $0 == UInt8(ascii: "-") })
    if !entry.isEmpty { entries.append(entry) }
    if let date = RezKonvDate.moment(in: entry), draft.createdAt == nil { draft.createdAt = date }
  }

  private mutating func closeSource() {
    if !sources.isEmpty, draft.body.credit.source == nil {
      draft.body.credit.source = sources.joined(separator: ", ")
    }
    draft.keep("Erfasst", entries.joined(separator: " "))
  }

  /// `: label : value`, and `: > : value` for more of it; other colons only start a line.
  private mutating func readLabel(_ line: ArraySlice<UInt8>) {
    closeIngredient()
    let text = line.dropFirst().trimmed
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon - text.startIndex <= 24,
      colon > text.startIndex
    else {
      paragraphs.endParagraph()
      paragraphs.add(text)
      return
    }
    let label = draft.line(text[..<colon])
    let value = draft.line(text[(colon + 1)...])
    if label == ">", !labels.isEmpty {
      labels[labels.count - 1].value += " " + value
    } else {
      labels.append((label, value))
    }
  }
}
