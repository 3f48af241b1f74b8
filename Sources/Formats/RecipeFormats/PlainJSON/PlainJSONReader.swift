import JSONText
public import PipelineCore
import RecipeModel

/// Reads recipe objects without `@type`, as scrapers and data sets write them.
///
/// JSON lines, an array, an object, or an object that holds recipes further down. Member names
/// are taken in any case, with or without `_` and `-`. Digests are as in `JSONLDReader`.
public enum PlainJSONReader: RecipeReader {
  public static let format = FormatDescription(
    name: "plain-json", summary: "plain recipe objects: JSON lines, arrays, objects",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.json else { return nil }
    if outline.hasRecipeType { return nil }
    if PlainRecipe.looksLikeRecipe(outline.names) {
      return outline.saysCommunityType
        ? Recognition(.possible, "typed lines with a title and ingredients or steps")
        : Recognition(.likely, "objects with a title and ingredients or steps")
    }
    if PlainRecipe.looksLikeRecipe(outline.innerNames) {
      return Recognition(.possible, "objects with a title and ingredients or steps further down")
    }
    return nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    JSONRecordCursor(source, at: location, limits: limits, mapping: PlainJSONMapping())
  }
}

private struct PlainJSONMapping: JSONRecordMapping {
  mutating func map(
    _ root: JSONElement, _ record: JSONRecordPlace, into queue: inout [ReadElement]
  ) {
    if PlainRecipe.isRecipe(root) {
      let digest =
        record.ownsItsBytes ? RecordDigest.of(record.bytes) : RecordDigest.of([root])
      queue.append(read(root, record, digest: digest))
      return
    }
    let before = queue.count
    search(root, pointer: "", record, into: &queue)
    if queue.count == before, !record.isPart {
      queue.append(record.rejection(.notARecipe, "the value has neither ingredients nor steps"))
    }
  }

  func ending(at location: SourceLocation) -> Rejection? { nil }

  /// Finds recipes below an object that is none itself.
  private func search(
    _ value: JSONElement, pointer: String, _ record: JSONRecordPlace,
    into queue: inout [ReadElement]
  ) {
    switch value.kind {
    case .array:
      for (index, element) in value.elements.enumerated() {
        search(element, pointer: "\(pointer)/\(index)", record, into: &queue)
      }
    case .object:
      if PlainRecipe.isRecipe(value) {
        var place = record
        place.location.pointer = (place.location.pointer ?? "") + pointer
        queue.append(read(value, place, digest: RecordDigest.of([value])))
        return
      }
      for (key, member) in value.members where member.kind == .object || member.kind == .array {
        let name = RecipeNodes.escaped(key.text)
        search(member, pointer: "\(pointer)/\(name)", record, into: &queue)
      }
    default: break
    }
  }

  private func read(
    _ object: JSONElement, _ place: JSONRecordPlace, digest: Digest
  ) -> ReadElement {
    var draft = RecordDraft()
    for (key, value) in object.members {
      draft.read(PlainRecipe.names.field(key.bytes), key, value)
    }
    return (consume draft).finish(place, digest: digest)
  }
}
