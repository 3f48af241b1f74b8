import JSONText
public import PipelineCore
import RecipeModel
import RecipeText

/// Reads RecetteTek's backups (`.rtk`): a zip with `recipes_0.json` and the pictures.
///
/// Times are minutes; keywords, categories and tags are lists with semicolons. The address that a picture came
/// from stays behind the picture. In the extras: favourite, video, and waiting time.
public enum RecetteTekReader: RecipeReader {
  public static let format = FormatDescription(
    name: "recettetek", summary: "RecetteTek and My Recipe Box backups (.rtk)",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.json, !outline.isLinkedData, !outline.saysCommunityType,
      outline.contains("title")
    else { return nil }
    let names = Set(outline.names)
    guard names.contains("originalPicture") || names.contains("pictures") else { return nil }
    let typical = names.intersection(typicalNames).count
    if typical >= 3 { return Recognition(.certain, "the member names of RecetteTek") }
    return typical == 2 ? Recognition(.likely, "some member names of RecetteTek") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    JSONRecordCursor(source, at: location, limits: limits, mapping: RecetteTekMapping())
  }

  private static let typicalNames: Set<String> = [
    "originalPicture", "pictures", "preparationTime", "cookingTime", "inactiveTime", "quantity",
  ]
}

private struct RecetteTekMapping: ProgramRecordMapping {
  static let program = "RecetteTek"

  func isRecipe(_ object: JSONElement) -> Bool {
    object.member("title") != nil || object.member("ingredients") != nil
  }

  func read(_ object: JSONElement, _ record: JSONRecordPlace, digest: Digest) -> ReadElement {
    var draft = RecordDraft()
    var address: String?
    for (key, value) in object.members where !value.isNull {
      if "originalPicture" ~= key {
        address = draft.line(value)
      } else {
        read(key, value, &draft)
      }
    }
    if let address { draft.images.append(.remote(url: address)) }
    return draft.finish(record, digest: digest)
  }

  private func read(_ key: JSONString, _ value: JSONElement, _ draft: inout RecordDraft) {
    switch key {
    case "pictures":
      let paths = value.kind == .array ? Array(value.elements) : [value]
      for path in paths.compactMap({ draft.line($0) }) {
        if path.contains("://"), !path.hasPrefix("file:") {
          draft.images.append(.remote(url: path))
        } else if let name = path.split(separator: "/").last {
          draft.images.append(.member(name: String(name)))
        }
      }
    case "preparationTime", "cookingTime", "totalTime", "inactiveTime":
      guard let stated = draft.line(value), stated != "0" else { return }
      let time = AmountText.time(stated)
      if let field = RecetteTekMapping.names.field(key.bytes) {
        draft.readTime(field, time, named: key.text)
      } else {
        draft.keep(key.text, time)
      }
    case "nutrition": if let text = draft.text(value) { draft.readNutrition(lines: text) }
    case "favorite":
      if value.bool == true || value.integer == 1 {
        draft.extras.append(JSONMember(key.text, .bool(true)))
      }
    default: draft.read(RecetteTekMapping.names.field(key.bytes), key, value)
    }
  }

  private static let names = FieldNames(
    [
      (.title, "title"), (.summary, "description"), (.ingredients, "ingredients"),
      (.steps, "instructions"), (.preparationTime, "preparationTime"),
      (.cookingTime, "cookingTime"), (.totalTime, "totalTime"), (.yield, "quantity"),
      (.tags, "keywords categories tags"), (.url, "url"), (.source, "source"),
      (.notes, "notes"), (.rating, "rating"), (.externalID, "id uuid"),
    ], folding: .letterCase)
}
