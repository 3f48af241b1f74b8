import JSONText
public import PipelineCore
import RecipeModel
import RecipeText

/// Reads the JSON lines of the open-recipes project, in the extended JSON of MongoDB.
///
/// Its recipes have no instructions; their address says where these are. `PT` is an empty time. The moment
/// a page was read (`ts`) is in the extras.
public enum OpenRecipesReader: RecipeReader {
  public static let format = FormatDescription(
    name: "open-recipes", summary: "open-recipes JSON lines (without instructions)",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.json, !outline.isLinkedData, !outline.saysCommunityType,
      outline.contains("ingredients"), outline.contains("name"), outline.contains("_id"),
      outline.innerNames.contains("$oid")
    else { return nil }
    return outline.contains("ts") || outline.contains("recipeYield")
      ? Recognition(.certain, "the member names of open-recipes, with ids of MongoDB") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    JSONRecordCursor(source, at: location, limits: limits, mapping: OpenRecipesMapping())
  }
}

private struct OpenRecipesMapping: ProgramRecordMapping {
  static let program = "open-recipes"

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
    case "_id":
      draft.externalID = draft.line(value.member("$oid") ?? value)
    case "ts", "dateModified":
      guard let stated = value.member("$date"), let moment = moment(stated, draft) else {
        return draft.read(OpenRecipesMapping.names.field(key.bytes), key, value)
      }
      if "ts" ~= key {
        draft.extras.append(JSONMember("ts", .string(moment.description)))
      } else {
        draft.updatedAt = moment
      }
    case "prepTime", "cookTime", "totalTime":
      if value.text != "PT" { draft.read(OpenRecipesMapping.names.field(key.bytes), key, value) }
    default: draft.read(OpenRecipesMapping.names.field(key.bytes), key, value)
    }
  }

  /// Milliseconds since 1970 as a number, as a text in `$numberLong`, or a date as text.
  private func moment(_ stated: JSONElement, _ draft: RecordDraft) -> Instant? {
    if let text = stated.text { return Instant(text, zonelessIsUTC: true) }
    let number = stated.double ?? stated.member("$numberLong")?.text.flatMap { Double($0) }
    return number.flatMap { draft.moment(secondsSince1970: $0 / 1000) }
  }

  private static let names = FieldNames(
    [
      (.title, "name"), (.summary, "description"), (.ingredients, "ingredients"), (.url, "url"),
      (.image, "image"), (.source, "source"), (.author, "creator"), (.yield, "recipeYield"),
      (.preparationTime, "prepTime"), (.cookingTime, "cookTime"), (.totalTime, "totalTime"),
      (.publishedAt, "datePublished"), (.updatedAt, "dateModified"), (.tags, "recipeCategory"),
      (.steps, "recipeInstructions instructions"),
    ], folding: .letterCase)
}
