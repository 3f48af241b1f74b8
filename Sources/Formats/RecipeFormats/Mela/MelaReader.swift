import JSONText
public import PipelineCore
import RecipeModel
import RecipeText

/// Reads Mela's recipes (`.melarecipe`), one JSON object each; `.melarecipes` is a zip of them.
///
/// Headings among ingredients and steps are lines with `#`. `favorite` and `wantToCook` are in the extras
/// when they are set.
public enum MelaReader: RecipeReader {
  public static let format = FormatDescription(
    name: "mela", summary: "Mela recipes (.melarecipe, .melarecipes)", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard sample.firstVisibleByte == UInt8(ascii: "{"), let outline = sample.json,
      !outline.isLinkedData, !outline.saysCommunityType
    else { return nil }
    let names = Set(outline.names)
    if names.contains("wantToCook") { return Recognition(.certain, "the member names of Mela") }
    guard names.isSubset(of: allNames), names.contains("text") || names.contains("link") else {
      return nil
    }
    // All of them are written, whatever is empty; a sample that is cut shows some.
    if names.count >= 10, names.contains("text"), names.contains("link") {
      return Recognition(.certain, "the member names of Mela")
    }
    return names.count >= 6 ? Recognition(.likely, "some member names of Mela") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    JSONRecordCursor(
      source, at: location, limits: limits, wholeDocumentBytes: limits.maximumRecordBytes,
      mapping: MelaMapping())
  }

  private static let allNames: Set<String> = [
    "id", "title", "text", "images", "categories", "yield", "prepTime", "cookTime", "totalTime",
    "ingredients", "instructions", "notes", "nutrition", "link", "favorite", "wantToCook", "date",
  ]
}

private struct MelaMapping: ProgramRecordMapping {
  static let program = "Mela"

  func read(_ object: JSONElement, _ record: JSONRecordPlace, digest: Digest) -> ReadElement {
    var draft = RecordDraft()
    for (key, value) in object.members where !value.isNull { read(key, value, &draft) }
    return draft.finish(record, digest: digest)
  }

  func isRecipe(_ object: JSONElement) -> Bool {
    object.member("title") != nil || object.member("ingredients") != nil
      || object.member("instructions") != nil
  }

  private func read(_ key: JSONString, _ value: JSONElement, _ draft: inout RecordDraft) {
    switch key {
    case "images":
      for element in value.elements {
        guard let bytes = draft.picture(base64: element, named: key.text) else { continue }
        if !draft.images.contains(.embedded(bytes)) { draft.images.append(.embedded(bytes)) }
      }
    case "categories":
      for element in value.elements {
        if let name = draft.line(element) { draft.tags.add(name) }
      }
    case "link": if let stated = draft.line(value) { draft.readSource(stated) }
    case "nutrition": if let text = draft.text(value) { draft.readNutrition(lines: text) }
    case "date":
      // Seconds since 2001, as Apple counts; other programs write a date.
      if let seconds = value.double {
        draft.createdAt = draft.moment(secondsSince1970: seconds + MelaMapping.startOf2001)
      } else {
        draft.read(.createdAt, key, value)
      }
    case "favorite", "wantToCook":
      if value.bool == true { draft.extras.append(JSONMember(key.text, .bool(true))) }
    default: draft.read(MelaMapping.names.field(key.bytes), key, value)
    }
  }

  private static let startOf2001: Double = 978_307_200

  private static let names = FieldNames(
    [
      (.title, "title"), (.summary, "text"), (.externalID, "id"), (.yield, "yield"),
      (.preparationTime, "prepTime"), (.cookingTime, "cookTime"), (.totalTime, "totalTime"),
      (.ingredients, "ingredients"), (.steps, "instructions"), (.notes, "notes"),
    ], folding: .letterCase)
}
