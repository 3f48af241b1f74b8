import JSONText
public import PipelineCore
import RecipeModel
import RecipeText

/// Reads Domestica's JSON: a list of recipes whose pictures are `data:` addresses.
///
/// Times are minutes, 0 where they are not known.
public enum DomesticaReader: RecipeReader {
  public static let format = FormatDescription(
    name: "domestica", summary: "Domestica exports (JSON)", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.json, !outline.isLinkedData, !outline.saysCommunityType else {
      return nil
    }
    let isTypical = outline.contains("timePrep") || outline.contains("timeCook")
    return isTypical && (outline.contains("directions") || outline.contains("ingredients"))
      ? Recognition(.certain, "the member names of Domestica") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    JSONRecordCursor(source, at: location, limits: limits, mapping: DomesticaMapping())
  }
}

private struct DomesticaMapping: ProgramRecordMapping {
  static let program = "Domestica"

  func isRecipe(_ object: JSONElement) -> Bool {
    object.member("name") != nil || object.member("ingredients") != nil
  }

  func read(_ object: JSONElement, _ record: JSONRecordPlace, digest: Digest) -> ReadElement {
    var draft = RecordDraft()
    for (key, value) in object.members where !value.isNull { read(key, value, &draft) }
    return draft.finish(record, digest: digest)
  }

  private func read(_ key: JSONString, _ value: JSONElement, _ draft: inout RecordDraft) {
    switch key {
    case "servings": if let stated = draft.line(value) { draft.readServings(stated) }
    case "timePrep", "timeCook":
      let time = draft.line(value).map { AmountText.time($0) }
      draft.readTime("timePrep" ~= key ? .preparationTime : .cookingTime, time, named: key.text)
    case "source": if let stated = draft.line(value) { draft.readSource(stated) }
    default: draft.read(DomesticaMapping.names.field(key.bytes), key, value)
    }
  }

  private static let names = FieldNames(
    [
      (.title, "name"), (.ingredients, "ingredients"), (.steps, "directions"), (.image, "image"),
      (.summary, "description"), (.notes, "notes"), (.tags, "tags categories"),
      (.externalID, "id"), (.rating, "rating"),
    ], folding: .letterCase)
}
