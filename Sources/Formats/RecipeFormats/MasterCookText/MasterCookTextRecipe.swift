import PipelineCore
import RecipeModel
import RecipeText

/// One recipe of a MasterCook text export, mapped.
struct MasterCookTextRecipe {
  private enum Part {
    case front, ingredients, directions, appendix
  }

  private var draft = RecordDraft()
  private var part = Part.front
  private var columns = MasterCookColumns()
  private var paragraphs = Paragraphs()
  private var isAmongCategories = false
  private var hasIngredients = false
  private var open: (amount: String, unit: String, text: String)?
  private var labels = MasterCookLabels()
  private var previous: [UInt8] = []

  /// Reads the lines of a record; a recipe without a title is rejected.
  static func read(_ record: TextRecord) -> ReadElement {
    var recipe = MasterCookTextRecipe()
    recipe.read(record.lines.dropFirst())
    if record.ending == .content, recipe.part != .appendix {
      recipe.draft.warn(.repairedText, "end mark")
    }
    return recipe.draft.finish(record)
  }

  private mutating func read(_ lines: ArraySlice<TextLine>) {
    for index in lines.indices {
      let line = lines[index].bytes[...]
      switch part {
      case .front: readFront(line)
      case .ingredients: readIngredient(line)
      case .directions:
        let next = index + 1 < lines.endIndex ? lines[index + 1].trimmed : []
        readDirection(line, before: next)
      case .appendix: labels.readAppendix(line, into: &draft)
      }
      previous = lines[index].bytes
    }
    closeIngredient()
    draft.addSteps(&paragraphs)
    labels.finish(into: &draft)
  }

  // MARK: - Front

  private mutating func readFront(_ line: ArraySlice<UInt8>) {
    let text = line.trimmed
    if text.isEmpty {
      isAmongCategories = false
    } else if draft.body.title.isEmpty {
      draft.body.title = draft.line(text)
    } else if text.starts(withWord: "recipe by") {
      draft.body.credit.author = value(of: text)
    } else if text.starts(withWord: "serving size") {
      readServings(text)
    } else if text.starts(withWord: "categories") {
      isAmongCategories = true
      addCategories(afterColon(text))
    } else if MasterCookColumns(rule: line) != nil || text.starts(withWord: "amount  measure") {
      columns = MasterCookColumns(rule: line) ?? columns
      part = .ingredients
    } else if isAmongCategories {
      addCategories(text)
    } else {
      part = .directions
      readDirection(line, before: [])
    }
  }

  private func afterColon(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return [] }
    return line[(colon + 1)...].trimmed
  }

  private mutating func value(of line: ArraySlice<UInt8>) -> String? {
    let value = draft.line(afterColon(line))
    return value.isEmpty ? nil : value
  }

  /// `Serving Size  : 4    Preparation Time :0:30`; 0 and 0:00 say that nothing is known.
  private mutating func readServings(_ line: ArraySlice<UInt8>) {
    let mark = line.indices.first { line[$0...].starts(withWord: "preparation time") }
    if let mark, let time = value(of: line[mark...]), DurationText.minutes(in: time) != 0 {
      draft.body.times.preparation = DurationText.span(time)
    }
    guard let servings = value(of: line[..<(mark ?? line.endIndex)]), servings != "0" else {
      return
    }
    draft.body.yield = YieldText.yield(servings)
    if draft.body.yield?.amount != nil, draft.body.yield?.unit == nil {
      draft.body.yield?.unit = "servings"
    }
  }

  /// Categories stand in two columns.
  private mutating func addCategories(_ line: ArraySlice<UInt8>) {
    let text = String(decoding: line, as: UTF8.self).replacing("\t", with: "  ")
    for name in text.replacing("  ", with: "\n").split(separator: "\n") {
      draft.tags.add(draft.cleaner.line(String(name)))
    }
  }

  // MARK: - Ingredients

  private mutating func readIngredient(_ line: ArraySlice<UInt8>) {
    if let rule = MasterCookColumns(rule: line), !hasIngredients {
      columns = rule
      return
    }
    guard line.contains(where: { $0 > 0x20 }) else {
      closeIngredient()
      if hasIngredients { part = .directions }
      return
    }
    hasIngredients = true
    let (amount, unit, text) = columns.parts(of: TextColumns(Array(line)))
    if amount.isEmpty, unit.isEmpty {
      readUnmeasured(text)
    } else {
      closeIngredient()
      open = (amount, unit, text)
    }
  }

  /// A line without an amount: a heading, more of the line above, or an ingredient.
  private mutating func readUnmeasured(_ text: String) {
    let bare = text.drop { "*=-_ ".contains($0) }
    if bare.count < text.count, let end = bare.lastIndex(where: { !"*=-_ ".contains($0) }),
      bare.index(after: end) < bare.endIndex
    {
      closeIngredient()
      draft.ingredients.startGroup(draft.cleaner.line(String(bare[...end])))
    } else if let open, continues(open.text, text) {
      self.open?.text += " " + text
    } else {
      closeIngredient()
      open = ("", "", text)
    }
  }

  private func continues(_ above: String, _ text: String) -> Bool {
    text.hasPrefix("--") || above.hasSuffix("--") || above.hasSuffix(",")
      || (text.first?.isLowercase ?? false)
  }

  private mutating func closeIngredient() {
    guard let stated = open else { return }
    open = nil
    let text = draft.cleaner.line(stated.text)
    let line = [stated.amount, draft.cleaner.line(stated.unit), text].filter { !$0.isEmpty }
    guard !stated.amount.isEmpty || !stated.unit.isEmpty, !text.isEmpty else {
      draft.ingredients.add(line.joined(separator: " "))
      return
    }
    let parts = text.split(separator: " -- ", maxSplits: 1).map(String.init)
    draft.ingredients.add(
      Ingredient(
        text: line.joined(separator: " "), quantity: QuantityText.whole(stated.amount),
        unit: stated.unit.isEmpty ? nil : line.dropFirst(stated.amount.isEmpty ? 0 : 1).first,
        item: parts.first ?? text, note: parts.count > 1 ? parts[1] : nil))
  }

  // MARK: - Directions

  private mutating func readDirection(
    _ line: ArraySlice<UInt8>, before next: ArraySlice<UInt8>
  ) {
    let text = line.trimmed
    if labels.isOpen || MasterCookLabels.isLabel(line, before: next) {
      paragraphs.endParagraph()
      labels.readBlock(text, into: &draft)
    } else if MasterCookLabels.isEndRule(text) {
      part = .appendix
    } else if text.isEmpty {
      paragraphs.endParagraph()
    } else {
      // Newer versions write a paragraph as one long line, older ones indent its first line.
      let isIndented = line.first == 0x20 && previous.first != 0x20
      if isIndented || previous.count > 90 { paragraphs.endParagraph() }
      paragraphs.add(text)
    }
  }
}
