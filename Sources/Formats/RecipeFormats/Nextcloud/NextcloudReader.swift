import JSONText
public import PipelineCore
import RecipeModel
import RecipeText

/// Reads the `recipe.json` in each folder of Nextcloud Cookbook.
///
/// It is a recipe of schema.org, read as `JSONLDReader` reads it, with what the app adds: `id`, dates in
/// seconds since 1970, and the picture as `full.*` beside it (`thumb*.jpg` are copies of that). An address
/// of the picture stays the second one. Lost: `printImage`, and `imageUrl`, which names a path of the server.
/// A recipe without the app's own members is taken for one of the app when the file is called
/// `recipe.json` and written as PHP writes; anything else stays linked data.
public enum NextcloudReader: RecipeReader {
  public static let format = FormatDescription(
    name: "nextcloud", summary: "Nextcloud Cookbook folders (recipe.json, full.jpg)",
    reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.json, outline.hasRecipeType, outline.contains("@type"),
      !outline.saysCommunityType
    else { return nil }
    if outline.contains("printImage") {
      return Recognition(.certain, "the member names of Nextcloud Cookbook")
    }
    let name = sample.memberName.split(separator: "/").last.map { $0.lowercased() }
    return name == "recipe.json" && isWrittenByPHP(sample.text)
      ? Recognition(.certain, "a recipe.json as Nextcloud Cookbook writes it") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    JSONRecordCursor(
      source, at: location, limits: limits, mapping: JSONLDMapping(dialect: NextcloudDialect()))
  }

  /// Whether the text is indented by four spaces and escapes the slashes of its context.
  private static func isWrittenByPHP(_ text: [UInt8]) -> Bool {
    let front = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
    return front.starts(with: "{\n    \"".utf8)
      && String(decoding: front.prefix(4096), as: UTF8.self).contains(#":\/\/schema.org"#)
  }
}

private struct NextcloudDialect: LinkedDataDialect {
  func read(_ name: JSONString, _ value: JSONElement, _ draft: inout RecordDraft) -> Bool {
    switch name {
    case "id": draft.externalID = draft.line(value) ?? draft.externalID
    case "printImage", "imageUrl": break
    case "image", "thumbnailUrl":
      // A path means the file beside it, and never one elsewhere on the server.
      guard let path = value.text, !path.contains("://"), !path.hasPrefix("data:") else {
        return false
      }
    case "dateCreated", "dateModified", "datePublished":
      guard let seconds = draft.line(value).flatMap({ Double($0) }) else { return false }
      // 0 is what the app writes where it knows nothing.
      guard seconds > 0, let moment = draft.moment(secondsSince1970: seconds) else { return true }
      if "dateModified" ~= name { draft.updatedAt = moment } else { draft.createdAt = moment }
    default: return false
    }
    return true
  }

  func complete(_ draft: inout RecordDraft) {
    draft.images.insert(.sidecar(name: "full.*", isExpected: false), at: 0)
  }
}
