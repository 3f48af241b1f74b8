import JSONText
public import PipelineCore
import RecipeModel

/// Reads Crouton's recipes (`.crumb`), one JSON object each.
///
/// Times are minutes. The small picture of the site it was taken from counts only without others.
/// In the extras: the scale, folders (which the file names by id only), and the method. Lost: whether it is
/// public.
public enum CroutonReader: RecipeReader {
  public static let format = FormatDescription(
    name: "crouton", summary: "Crouton recipes (.crumb)", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard sample.firstVisibleByte == UInt8(ascii: "{"), let outline = sample.json,
      !outline.isLinkedData, !outline.saysCommunityType
    else { return nil }
    let typical = typicalNames.intersection(outline.names).count
    let inner = typicalInnerNames.intersection(outline.innerNames).count
    if typical >= 3 || typical >= 1 && inner >= 1 {
      return Recognition(.certain, "the member names of Crouton")
    }
    return typical + inner >= 2 ? Recognition(.likely, "some member names of Crouton") : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    JSONRecordCursor(
      source, at: location, limits: limits, wholeDocumentBytes: limits.maximumRecordBytes,
      mapping: CroutonMapping())
  }

  private static let typicalNames: Set<String> = [
    "neutritionalInfo", "cookingDuration", "defaultScale", "folderIDs", "isPublicRecipe", "webLink",
    "serves", "sourceImage",
  ]
  private static let typicalInnerNames: Set<String> = ["quantityType", "isSection"]
}

private struct CroutonMapping: ProgramRecordMapping {
  static let program = "Crouton"

  func isRecipe(_ object: JSONElement) -> Bool {
    object.member("name") != nil || object.member("steps") != nil
  }

  func read(_ object: JSONElement, _ record: JSONRecordPlace, digest: Digest) -> ReadElement {
    var recipe = CroutonRecipe()
    recipe.read(object)
    return recipe.finish(record, digest: digest)
  }
}
