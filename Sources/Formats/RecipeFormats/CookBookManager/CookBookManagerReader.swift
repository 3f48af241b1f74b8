public import PipelineCore
import RecipeModel
import RecipeText

/// Reads the YAML of CookBook Manager, one recipe a file; Paprika's YAML import texts as well.
///
/// Its other time, videos and when it was last cooked have no field here, and are extras.
public enum CookBookManagerReader: RecipeReader {
  public static let format = FormatDescription(
    name: "cookbook-manager", summary: "CookBook Manager and Paprika YAML (.yml)", reads: true,
    writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard sample.json == nil, sample.xml == nil else { return nil }
    var keys: Set<String> = []
    for line in sample.lines.drop(while: { $0.isBlank || $0.trimmed.elementsEqual("---".utf8) }) {
      guard let first = line.bytes.first, first > 0x20, first != UInt8(ascii: "-"),
        first != UInt8(ascii: "#")
      else { continue }
      let name = line.bytes.prefix { ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "_") }
      // A line at the left edge that is no key: some other text.
      guard !name.isEmpty, line.bytes.dropFirst(name.count).first == UInt8(ascii: ":") else {
        return nil
      }
      keys.insert(String(decoding: name, as: UTF8.self))
    }
    guard keys.contains("name"), keys.contains("ingredients") || keys.contains("directions") else {
      return nil
    }
    let isTypical = !keys.isDisjoint(with: ["directions", "prep_time", "cook_time", "last_cook"])
    return Recognition(isTypical ? .certain : .likely, "YAML with a name and ingredients")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    WholeTextCursor(source, at: location, limits: limits) { record in
      let text = String(decoding: record.bytes, as: UTF8.self)
      guard let members = YAMLText.members(text) else {
        return record.rejection(.notARecipe, "the text is no YAML mapping")
      }
      var draft = RecordDraft()
      for member in members { draft.read(YAMLRecipe.fields, member) }
      guard !draft.ingredients.isEmpty || !draft.steps.isEmpty || !draft.body.title.isEmpty else {
        return record.rejection(.notARecipe, "the YAML has neither a name nor ingredients")
      }
      return draft.finish(record)
    }
  }
}
