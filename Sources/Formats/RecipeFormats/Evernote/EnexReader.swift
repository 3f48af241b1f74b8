public import PipelineCore
import RecipeModel
import RecipeText

/// Reads Evernote's exports, note by note.
///
/// What a note clips of a page that marks up its recipe is read as such; of any other note the lines
/// are read as `PlainTextReader` reads a text. A note without ingredients or directions is rejected.
public enum EnexReader: RecipeReader {
  public static let format = FormatDescription(
    name: "enex", summary: "Evernote notes (.enex): marked-up recipes, else as the text looks",
    reads: true, writes: false)
  public static let version = 2

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    sample.xml?.root == "en-export"
      ? Recognition(.certain, "the root element <en-export>") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    XMLRecordCursor(
      source, XMLLayout(recordName: "note", dialect: .loose), at: location, limits: limits,
      mapping: EnexMapping(limits: limits))
  }
}

private struct EnexMapping: XMLRecordMapping {
  let limits: ReaderLimits
  /// What the note that was mapped last holds besides its first recipe.
  private var more: ArraySlice<ReadElement> = []

  init(limits: ReaderLimits) {
    self.limits = limits
  }

  mutating func map(_ element: XMLElement, _ place: XMLRecordPlace) -> ReadElement {
    var note = EnexNote(place)
    more = note.read(element, limits: limits)[...]
    return more.popFirst()
      ?? place.rejection(.notARecipe, "a note without ingredients or directions")
  }

  mutating func takeMore() -> ReadElement? { more.popFirst() }
}
