import PipelineCore
import RecipeModel
import RecipeText

/// One recipe in plain text, as far as its lines tell what they are.
///
/// Headings divide it where there are any; else the longest run of lines that start with amounts is
/// the ingredients, and the text behind it the steps, which is a guess and said to be one.
struct PlainTextRecipe {
  private var draft: RecordDraft
  private let text: PlainTextLines
  /// Whether lines may have been broken to fit a page, so that a step may have several.
  private let isWrapped: Bool

  /// Reads the lines of a file, recipe by recipe; one without ingredients is rejected.
  static func read(_ record: TextRecord, fileName: String) -> [ReadElement] {
    var cleaner = TextCleaner()
    let lines = record.lines.map { line in
      line.bytes.withUnsafeBufferPointer { cleaner.line($0) }
    }
    let pages = record.lines.indices.filter { record.lines[$0].startsPage }
    let text = PlainTextLines(lines, pages: Set(pages))
    let parts = PlainTextCollection.parts(of: text)
    guard !parts.isEmpty else { return [read(text, of: record, fileName: fileName)] }
    return parts.map { part in
      var own = record
      own.lines = Array(record.lines[part.lines])
      own.location.line = own.lines.first?.number
      let start = part.title ?? part.lines.lowerBound
      let preface = lines[part.lines.lowerBound..<start].filter { !$0.isEmpty }
      return read(
        PlainTextLines(Array(lines[start..<part.lines.upperBound])), of: own, fileName: fileName,
        preface: preface.joined(separator: "\n"))
    }
  }

  /// Reads one recipe; the preface is what stands above its title, as the name of a chapter does.
  private static func read(
    _ text: PlainTextLines, of record: TextRecord, fileName: String, preface: String = ""
  ) -> ReadElement {
    var recipe = PlainTextRecipe(draft: RecordDraft(), text: text, isWrapped: true)
    recipe.draft.keep("preface", preface)
    if let parts = PlainTextParts(text) { recipe.read(parts, fileName) }
    guard !recipe.draft.ingredients.isEmpty else {
      return record.rejection(.notARecipe, "no lines of the text can be told to be ingredients")
    }
    return recipe.draft.finish(record)
  }

  /// Reads clean lines, none of them broken to fit a page, onto what else is known of the recipe.
  ///
  /// nil when they look like no recipe.
  static func draft(_ lines: [String], onto draft: RecordDraft) -> RecordDraft? {
    let text = PlainTextLines(lines)
    guard text.looksLikeRecipe, let parts = PlainTextParts(text) else { return nil }
    var recipe = PlainTextRecipe(draft: draft, text: text, isWrapped: false)
    recipe.read(parts, "")
    return recipe.draft.ingredients.isEmpty && recipe.draft.steps.isEmpty ? nil : recipe.draft
  }

  private init(draft: RecordDraft, text: PlainTextLines, isWrapped: Bool) {
    self.draft = draft
    self.text = text
    self.isWrapped = isWrapped
  }

  private mutating func read(_ parts: PlainTextParts, _ fileName: String) {
    readFront(text.lines[..<parts.front], fileName)
    readServings(parts.servings)
    for range in parts.ingredients { readIngredients(range) }
    for range in parts.directions { readSteps(range) }
    for range in parts.notes { readNotes(range) }
    for range in parts.nutrition {
      let facts = text.lines[range].filter { !$0.isEmpty }.joined(separator: "\n")
      draft.read(.nutrition, "nutrition", stated: facts)
    }
    if parts.isGuessed {
      draft.warn(.guessedValue, "ingredients")
      if !draft.steps.isEmpty { draft.warn(.guessedValue, "directions") }
    }
  }

  // MARK: - Front

  private mutating func readFront(_ lines: ArraySlice<String>, _ fileName: String) {
    var paragraphs: [String] = []
    for line in lines where !line.isEmpty {
      if draft.body.title.isEmpty, let title = PlainTextRecipe.title(line) {
        draft.body.title = title
      } else if !PlainTextLabels.read(line, into: &draft) {
        paragraphs.append(line)
      }
    }
    if draft.body.title.isEmpty {
      draft.body.title = FileTitle.title(of: fileName)
      draft.warn(.guessedValue, "title")
    }
    if !paragraphs.isEmpty {
      draft.read(.summary, "text", stated: paragraphs.joined(separator: "\n"))
    }
  }

  /// The title that a first line is; nil for an address, and for a label of something else.
  private static func title(_ line: String) -> String? {
    guard !PlainTextLabels.isAddress(line) else { return nil }
    var title = line.trimmed(marks: "#*=_ ")
    for label in [
      "title:", "recipe:", "recipe name:", "name:", "titel:", "rezept:", "titre:", "recette:",
    ]
    where title.lowercased().hasPrefix(label) {
      title = title.dropFirst(label.count).trimmed(marks: " ")
    }
    return title.isEmpty ? nil : title
  }

  private mutating func readServings(_ stated: String) {
    guard draft.body.yield == nil, stated.contains(where: \.isNumber) else { return }
    draft.read(.yield, "servings", stated: stated.trimmed(marks: "() "))
  }

  // MARK: - Ingredients

  private mutating func readIngredients(_ range: Range<Int>) {
    var isAfterBlank = true
    for index in range {
      let line = text.lines[index]
      if line.isEmpty {
        isAfterBlank = true
        continue
      }
      if isAfterBlank ? startsSteps(line, at: index, in: range) : goesOverToSteps(line) {
        draft.warn(.guessedValue, "directions")
        return readSteps(index..<range.upperBound)
      }
      if isGroup(line, at: index, in: range, isAfterBlank: isAfterBlank) {
        draft.ingredients.startGroup(line.trimmed(marks: "#*=_: "))
      } else if !PlainTextLabels.isAddress(line) || !PlainTextLabels.read(line, into: &draft) {
        draft.ingredients.add(line)
      }
      isAfterBlank = false
    }
  }

  /// Whether the steps begin here without a known heading: with prose, or a line above prose.
  private func startsSteps(_ line: String, at index: Int, in range: Range<Int>) -> Bool {
    guard !draft.ingredients.isEmpty, !PlainTextLines.isMeasured(line) else { return false }
    if PlainTextLines.isSentence(line) { return true }
    return index + 1 < range.upperBound && PlainTextLines.isSentence(text.lines[index + 1])
  }

  /// Whether the steps begin here without a gap, which only lines that are whole can tell.
  private func goesOverToSteps(_ line: String) -> Bool {
    !isWrapped && text.heading(.directions) == nil && !draft.ingredients.isEmpty
      && !IngredientLineStart.isAmount(line) && PlainTextLines.isSentence(line)
  }

  /// Whether a line names the ingredients that follow it: short, without an amount, behind a gap.
  private func isGroup(
    _ line: String, at index: Int, in range: Range<Int>, isAfterBlank: Bool
  ) -> Bool {
    guard isAfterBlank, line.utf8.count <= 45, !PlainTextLines.isMeasured(line),
      !line.contains(","), index + 1 < range.upperBound
    else { return false }
    return PlainTextLines.isMeasured(text.lines[index + 1])
  }

  // MARK: - Steps and notes

  private mutating func readSteps(_ range: Range<Int>) {
    var open = ""
    // The first of steps that are told apart is one, however short it is.
    var isAfterBlank = isWrapped
    for index in range {
      let line = text.lines[index]
      let isOpen =
        isWrapped && !open.isEmpty && !isAfterBlank && PlainTextRecipe.continues(open, line)
      if isOpen {
        open += " " + line
        continue
      }
      if !open.isEmpty { draft.steps.add(text: open) }
      open = ""
      if line.isEmpty {
        isAfterBlank = true
        continue
      }
      if PlainTextLabels.isAddress(line) {
        _ = PlainTextLabels.read(line, into: &draft)
      } else if isStepGroup(line, at: index, in: range, isAfterBlank: isAfterBlank) {
        draft.steps.startGroup(line.trimmed(marks: "#*=_: "))
      } else {
        open = line
      }
      isAfterBlank = false
    }
    if !open.isEmpty { draft.steps.add(text: open) }
  }

  /// Whether a line goes on with the one above, which was only broken to fit a page.
  private static func continues(_ above: String, _ line: String) -> Bool {
    guard let first = line.first, let last = above.last, !PlainTextLines.isNumbered(line) else {
      return false
    }
    if ".!?:".contains(last) { return false }
    return first.isLowercase || above.utf8.count >= 60
  }

  private func isStepGroup(
    _ line: String, at index: Int, in range: Range<Int>, isAfterBlank: Bool
  ) -> Bool {
    guard isAfterBlank, line.utf8.count <= 45, let last = line.last, !".!?".contains(last),
      index + 1 < range.upperBound, !PlainTextLines.isNumbered(line)
    else { return false }
    return !text.lines[index + 1].isEmpty && line.split(separator: " ").count <= 5
  }

  private mutating func readNotes(_ range: Range<Int>) {
    for paragraph in text.lines[range].split(whereSeparator: \.isEmpty) {
      var kept: [String] = []
      for line in paragraph {
        if PlainTextLabels.isAddress(line) {
          _ = PlainTextLabels.read(line, into: &draft)
        } else {
          kept.append(line)
        }
      }
      if !kept.isEmpty { draft.body.notes.append(kept.joined(separator: "\n")) }
    }
  }
}

extension TextLine {
  /// Whether a form feed stands before its text.
  fileprivate var startsPage: Bool { bytes.prefix { $0 <= 0x20 }.contains(0x0C) }
}
