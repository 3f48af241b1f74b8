public import PipelineCore
import RecipeModel
import RecipeText

/// Reads Chowdown, one recipe a file: Markdown whose YAML front matter holds the recipe.
///
/// The text behind it introduces the recipe. A picture that is named without an address lies beside
/// the recipe or in `images`. Components of a meal are other files, named in the extras.
public enum ChowdownReader: RecipeReader {
  public static let format = FormatDescription(
    name: "chowdown", summary: "Chowdown Markdown with YAML in front (.md)", reads: true,
    writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard sample.firstVisibleByte == UInt8(ascii: "-") else { return nil }
    guard let front = FrontMatter(sample.lines) else { return nil }
    let names = Set(front.members.map { $0.name.lowercased() })
    guard names.contains("title") || names.contains("name") else { return nil }
    if names.contains("ingredients"), names.contains("directions") || names.contains("instructions")
    {
      return Recognition(.certain, "YAML in front with ingredients and directions")
    }
    let isRecipe =
      names.contains("ingredients") || names.contains("directions")
      || (names.contains("components") && names.contains("layout"))
    return isRecipe ? Recognition(.likely, "YAML in front with parts of a recipe") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    WholeTextCursor(source, at: location, limits: limits, map: read)
  }

  private static func read(_ record: TextRecord) -> ReadElement {
    guard let front = FrontMatter(record.lines) else {
      return record.rejection(.notARecipe, "the text has no YAML in front")
    }
    var draft = RecordDraft()
    for member in front.members { draft.read(YAMLRecipe.fields, member) }
    var paragraphs = Paragraphs()
    for line in record.lines[front.end...] {
      if line.isBlank { paragraphs.endParagraph() } else { paragraphs.add(line.bytes[...]) }
    }
    let text = draft.cleaner.text(paragraphs.take())
    if !text.isEmpty { draft.read(.summary, "text", stated: text) }
    return draft.finish(record)
  }
}
