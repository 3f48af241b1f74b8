import PipelineCore
import RecipeModel
import RecipeText

/// One RecipeMD recipe, mapped.
struct RecipeMDRecipe {
  private var draft = RecordDraft()
  private var links: [JSONMember] = []
  /// The levels of the headings that are open, so that groups in groups keep both names.
  private var headings: [(level: Int, name: String)] = []
  private var pendingGroup: String?

  /// Reads the lines of a file; one that does not follow the format is rejected.
  static func read(_ record: TextRecord) -> ReadElement {
    guard let parts = RecipeMDParts(record.lines) else {
      return record.rejection(.notARecipe, "the text has no heading with a rule behind it")
    }
    var recipe = RecipeMDRecipe()
    recipe.draft.body.title = recipe.draft.line(parts.title)
    recipe.readFront(parts.front)
    recipe.readIngredients(parts.ingredients)
    recipe.readInstructions(parts.instructions)
    guard !recipe.draft.ingredients.isEmpty || !recipe.draft.steps.isEmpty || parts.isTitleAlone
    else {
      return record.rejection(.notARecipe, "the text has neither ingredients nor instructions")
    }
    if !recipe.links.isEmpty {
      recipe.draft.extras.append(JSONMember("links", .object(recipe.links)))
    }
    return recipe.draft.finish(record)
  }

  // MARK: - Front

  /// Paragraphs; one all in italics holds the tags, one all in bold the yields.
  private mutating func readFront(_ lines: ArraySlice<TextLine>) {
    var summary: [String] = []
    for paragraph in lines.split(whereSeparator: \.isBlank) {
      let text = paragraph.map { draft.line($0.bytes[...]) }.joined(separator: " ")
      if let yields = RecipeMDRecipe.inner(text, "**") ?? RecipeMDRecipe.inner(text, "__") {
        readYields(yields)
      } else if let tags = RecipeMDRecipe.inner(text, "*") ?? RecipeMDRecipe.inner(text, "_") {
        draft.tags.add(list: tags)
      } else {
        summary.append(paragraph.map { draft.line($0.bytes[...]) }.joined(separator: "\n"))
      }
    }
    if !summary.isEmpty { draft.body.summary = summary.joined(separator: "\n\n") }
  }

  private mutating func readYields(_ text: String) {
    // A comma before a digit is a decimal comma.
    var yields: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      if let last = yields.last, part.first?.isNumber == true, last.last?.isNumber == true {
        yields[yields.count - 1] = "\(last),\(part)"
      } else {
        yields.append(draft.cleaner.line(String(part)))
      }
    }
    draft.body.yield = yields.first.flatMap(YieldText.yield)
    if yields.count > 1 { draft.keep("yields", yields.dropFirst().joined(separator: ", ")) }
  }

  /// What stands between two marks that enclose a whole text.
  private static func inner(_ text: String, _ mark: String) -> String? {
    guard text.count > mark.count * 2, text.hasPrefix(mark), text.hasSuffix(mark) else {
      return nil
    }
    let inner = text.dropFirst(mark.count).dropLast(mark.count)
    guard !inner.hasPrefix(mark), !inner.contains(mark) else { return nil }
    return String(inner)
  }

  // MARK: - Ingredients

  private mutating func readIngredients(_ lines: ArraySlice<TextLine>) {
    for line in lines where !line.isBlank {
      if let heading = MarkdownLine.heading(line) {
        headings.removeAll { $0.level >= heading.level }
        headings.append((heading.level, draft.line(heading.text)))
        pendingGroup = headings.map(\.name).joined(separator: ": ")
      } else if let item = MarkdownLine.item(line) {
        if let group = pendingGroup { draft.ingredients.startGroup(group) }
        pendingGroup = nil
        addIngredient(draft.line(item))
      } else if !draft.ingredients.isEmpty || pendingGroup != nil {
        draft.body.notes.append(draft.line(line.bytes[...]))
      }
    }
  }

  private mutating func addIngredient(_ item: String) {
    var amount: String?
    var rest = item[...]
    for mark in ["*", "_"] as [Character] where item.first == mark {
      let inner = item.dropFirst()
      if let end = inner.firstIndex(of: mark), end > inner.startIndex {
        amount = String(inner[..<end])
        rest = inner[inner.index(after: end)...].drop { $0 == " " }
      }
    }
    let name = unlinked(String(rest))
    guard let amount else { return draft.ingredients.add(IngredientLine.ingredient(name)) }
    // The amount is set apart; what behind it is no number is its unit.
    var measure = IngredientLine.ingredient("\(amount) \(name)")
    var copy = amount
    let end = copy.withUTF8 { bytes in
      QuantityText.prefix(of: bytes).map { String(decoding: bytes[$0.end...], as: UTF8.self) }
    }
    measure.text = "\(amount) \(name)"
    if let unit = end.map({ $0.trimmingWhiteSpace }) {
      let parts = IngredientLine.ingredient(name)
      measure.unit = unit.isEmpty ? nil : String(unit)
      (measure.item, measure.note) = (parts.quantity == nil ? parts.item : name, parts.note)
    } else {
      (measure.quantity, measure.unit) = (nil, nil)
      measure.item = name
    }
    draft.ingredients.add(measure)
  }

  /// The text of `[text](address)`, with the address kept in the extras.
  private mutating func unlinked(_ text: String) -> String {
    guard let open = text.firstIndex(of: "["), let middle = text.firstRange(of: "]("),
      let close = text.lastIndex(of: ")"), open < middle.lowerBound, middle.upperBound < close
    else { return text }
    let name = String(text[text.index(after: open)..<middle.lowerBound])
    links.append(JSONMember(name, .string(String(text[middle.upperBound..<close]))))
    return String(text[..<open]) + name + String(text[text.index(after: close)...])
  }

  // MARK: - Instructions

  /// Items and paragraphs are steps, headings start groups.
  private mutating func readInstructions(_ lines: ArraySlice<TextLine>) {
    var paragraph: [String] = []
    for line in lines {
      let isNumbered = MarkdownSteps.startsItem(line)
      if line.isBlank || isNumbered || MarkdownLine.heading(line) != nil {
        draft.steps.add(text: paragraph.joined(separator: " "))
        paragraph = []
      }
      if let heading = MarkdownLine.heading(line) {
        draft.steps.startGroup(draft.line(heading.text))
      } else if !line.isBlank {
        paragraph.append(draft.line(line.bytes[...]))
      }
    }
    draft.steps.add(text: paragraph.joined(separator: " "))
  }
}

/// How steps stand in Markdown.
enum MarkdownSteps {
  /// Whether a line starts an item of a list, numbered or not.
  static func startsItem(_ line: TextLine) -> Bool {
    if MarkdownLine.isItem(line) { return true }
    let text = line.trimmed
    let digits = text.prefix { $0 &- 0x30 < 10 }.count
    guard (1...3).contains(digits), text.count > digits + 1 else { return false }
    return ".)".utf8.contains(text[text.startIndex + digits])
  }
}
