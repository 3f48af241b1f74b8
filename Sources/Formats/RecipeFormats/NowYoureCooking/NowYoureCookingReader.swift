public import PipelineCore
import RecipeModel
import RecipeText

/// Reads the generic texts that Now You're Cooking exports, many recipes in a file.
///
/// Its own numbers of foods (`NYC Nutrilink`) are passed over.
public enum NowYoureCookingReader: RecipeReader {
  public static let format = FormatDescription(
    name: "now-youre-cooking", summary: "Now You're Cooking generic text exports (.txt)",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard sample.firstLine(where: isHeader) != nil else { return nil }
    let says = sample.firstLine { $0.contains(word: "now you're cooking") } != nil
    return Recognition(says ? .certain : .likely, "a line of `@@@@@`, which starts a recipe")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    TextRecordCursor(
      source, at: location, limits: limits, absence: "no line of `@@@@@` starts a recipe",
      boundary: { line, first in
        if isHeader(line.bytes[...]) { return .start }
        let isEnd = line.trimmed.starts(withWord: "** exported from now you're cooking")
        return first != nil && isEnd ? .end : .none
      },
      map: NowYoureCookingRecipe.read)
  }

  private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "@@@@@".utf8) else { return false }
    let rest = line.drop { $0 == UInt8(ascii: "@") }.trimmed
    return rest.isEmpty || rest.starts(withWord: "now you're cooking")
  }
}

/// One recipe of Now You're Cooking, mapped: blocks of lines in a fixed order.
private struct NowYoureCookingRecipe {
  private var draft = RecordDraft()
  private var paragraphs = Paragraphs()
  private var isInAnalysis = false

  /// Reads the lines of a record; a recipe without a title is rejected.
  static func read(_ record: TextRecord) -> ReadElement {
    var recipe = NowYoureCookingRecipe()
    var blocks = record.lines.dropFirst().split(whereSeparator: \.isBlank)[...]
    if let title = blocks.popFirst() {
      recipe.draft.body.title = recipe.draft.line(title.first?.trimmed ?? [])
    }
    if let front = blocks.first, !recipe.areIngredients(front) {
      blocks.removeFirst()
      for line in front {
        let tags = recipe.draft.line(line.trimmed)
        if tags.lowercased() != "none" { recipe.draft.tags.add(list: tags) }
      }
    }
    if let ingredients = blocks.popFirst() {
      for line in ingredients { recipe.addIngredient(recipe.draft.cleaner.line(line.string)) }
    }
    for block in blocks {
      for line in block { recipe.readDirection(line) }
      recipe.paragraphs.endParagraph()
      recipe.isInAnalysis = false
    }
    recipe.draft.addSteps(&recipe.paragraphs)
    return recipe.draft.finish(record)
  }

  /// Whether a block is of ingredients, which starts where the categories were left out.
  private func areIngredients(_ block: ArraySlice<TextLine>) -> Bool {
    guard let first = block.first else { return false }
    return IngredientLineStart.isAmount(String(first.string.trimmingWhiteSpace))
  }

  private mutating func addIngredient(_ line: String) {
    if line.contains("-----") {
      draft.ingredients.startGroup(line.trimmed(marks: "- "))
    } else {
      draft.ingredients.add(line)
    }
  }

  private mutating func readDirection(_ line: TextLine) {
    let text = line.trimmed
    if text.starts(withWord: "nyc nutrilink") { return }
    if text.starts(withWord: "nyc nutrition analysis") { isInAnalysis = true }
    let colon = text.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
    let value = draft.line(text[colon...].dropFirst())
    if isInAnalysis {
      let facts = text.starts(withWord: "nyc") ? value : draft.line(text)
      for fact in facts.split(separator: ",") {
        draft.read(.nutrition, "nutrition", stated: String(fact))
      }
    } else if text.starts(withWord: "contributor:") {
      draft.read(.author, "Contributor", stated: value)
    } else if text.starts(withWord: "preparation time:") {
      draft.read(.preparationTime, "Preparation Time", stated: value)
    } else if text.starts(withWord: "yield:") {
      draft.read(.yield, "Yield", stated: value)
    } else {
      paragraphs.add(text)
    }
  }
}

extension TextLine {
  /// The line as a string.
  fileprivate var string: String { String(decoding: bytes, as: UTF8.self) }
}
