import JSONText
public import PipelineCore
import RecipeModel
import RecipeText

/// Reads the JSON object inside a `.paprikarecipe`, once the containers are open.
///
/// The digest is of the object's members as `JSONWriter` writes them.
public enum PaprikaReader: RecipeReader {
  public static let format = FormatDescription(
    name: "paprika", summary: "Paprika Recipe Manager exports (.paprikarecipes)",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard sample.firstVisibleByte == UInt8(ascii: "{"), let outline = sample.json,
      !outline.isLinkedData, !outline.saysCommunityType
    else { return nil }
    let typical = Set(outline.names).intersection(typicalNames)
    if typical.count >= 5 { return Recognition(.certain, "the member names of Paprika") }
    let isCut = !sample.isWhole && typical.count >= 2
    return typical.count >= 3 || isCut
      ? Recognition(.likely, "some member names of Paprika") : nil
  }

  /// Whether a member of a recipe is read into a field.
  static func reads(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { PaprikaMapping.names.field($0) } != nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    JSONRecordCursor(
      source, at: location, limits: limits, wholeDocumentBytes: limits.maximumRecordBytes,
      mapping: PaprikaMapping())
  }

  /// The names that no other JSON format shares.
  private static let typicalNames: Set<String> = [
    "nutritional_info", "photo", "photo_hash", "photo_data", "photo_large", "photos", "image_url",
    "source_url", "on_favorites", "in_trash", "is_pinned", "on_grocery_list", "hash", "uid",
  ]
}

private struct PaprikaMapping: JSONRecordMapping {
  mutating func map(
    _ root: JSONElement, _ record: JSONRecordPlace, into queue: inout [ReadElement]
  ) {
    // Only whole objects are recipes here, never what one of them holds.
    if record.isPart { return }
    guard root.kind == .object, isRecipe(root) else {
      queue.append(record.rejection(.notARecipe, "the value is no recipe of Paprika"))
      return
    }
    var draft = RecordDraft()
    var photos = PaprikaPhotos()
    for (key, value) in root.members where !photos.take(key, value, &draft) {
      draft.read(PaprikaMapping.names.field(key.bytes), key, value)
    }
    photos.finish(&draft)
    queue.append(draft.finish(record, digest: RecordDigest.of([root])))
  }

  func ending(at location: SourceLocation) -> Rejection? { nil }

  private func isRecipe(_ root: JSONElement) -> Bool {
    root.members.contains { key, _ in
      switch PaprikaMapping.names.field(key.bytes) {
      case .title, .ingredients, .steps: true
      default: false
      }
    }
  }

  /// `in_trash`, `deleted`, `difficulty` and what else has no field stay in the extras.
  fileprivate static let names = FieldNames(
    [
      (.externalID, "uid"), (.createdAt, "created"), (.title, "name"), (.summary, "description"),
      (.ingredients, "ingredients"), (.steps, "directions"), (.notes, "notes"),
      (.nutrition, "nutritional_info"), (.yield, "servings"), (.preparationTime, "prep_time"),
      (.cookingTime, "cook_time"), (.totalTime, "total_time"), (.rating, "rating"),
      (.tags, "categories"), (.source, "source"), (.url, "source_url"),
    ], folding: .letterCase)
}
