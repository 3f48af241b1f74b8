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

private struct DomesticaMapping: JSONRecordMapping {
  mutating func map(
    _ root: JSONElement, _ record: JSONRecordPlace, into queue: inout [ReadElement]
  ) {
    // Only whole objects are recipes here, never what one of them holds.
    if record.isPart { return }
    guard root.kind == .object, root.member("name") != nil || root.member("ingredients") != nil
    else {
      queue.append(record.rejection(.notARecipe, "the value is no recipe of Domestica"))
      return
    }
    var draft = RecordDraft()
    for (key, value) in root.members where !value.isNull { read(key, value, &draft) }
    let digest = record.ownsItsBytes ? RecordDigest.of(record.bytes) : RecordDigest.of([root])
    queue.append(draft.finish(record, digest: digest))
  }

  func ending(at location: SourceLocation) -> Rejection? { nil }

  private func read(_ key: JSONString, _ value: JSONElement, _ draft: inout RecordDraft) {
    switch key {
    case "servings": if let stated = draft.line(value) { draft.readServings(stated) }
    case "timePrep", "timeCook":
      guard let stated = draft.line(value), stated != "0" else { return }
      draft.read(DomesticaMapping.names.field(key.bytes), key, value)
    case "source": if let stated = draft.line(value) { draft.readSource(stated) }
    default: draft.read(DomesticaMapping.names.field(key.bytes), key, value)
    }
  }

  private static let names = FieldNames(
    [
      (.title, "name"), (.ingredients, "ingredients"), (.steps, "directions"),
      (.preparationTime, "timePrep"), (.cookingTime, "timeCook"), (.image, "image"),
      (.summary, "description"), (.notes, "notes"), (.tags, "tags categories"),
      (.externalID, "id"), (.rating, "rating"),
    ], folding: .letterCase)
}
