import JSONText
public import PipelineCore
import RecipeModel
import RecipeText

/// Reads RecipeSage's JSON-LD export: `{"recipes": […]}`, or the bare array of older versions.
///
/// Its recipes are read as `JSONLDReader` reads them. `[Heading]` lines head ingredients, a
/// section without children heads the steps up to the next, the comment `Author Notes` is the
/// notes, and pictures are mostly in the file. Its text export says too little of its grammar to be read.
public enum RecipeSageReader: RecipeReader {
  public static let format = FormatDescription(
    name: "recipesage", summary: "RecipeSage exports in JSON-LD", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.json, outline.hasRecipeType else { return nil }
    let recognition = Recognition(.certain, "the member names of RecipeSage")
    if outline.names == ["recipes"] {
      return typicalFront.allSatisfy(outline.innerNames.contains) ? recognition : nil
    }
    // The front of a recipe is enough, because a picture may fill the rest of the sample.
    let isTypical =
      outline.names.starts(with: typicalFront)
      || typicalFront.starts(with: outline.names) && outline.names.count >= 5
    return isTypical && sample.firstVisibleByte == UInt8(ascii: "[") ? recognition : nil
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    JSONRecordCursor(
      source, at: location, limits: limits, mapping: JSONLDMapping(dialect: RecipeSageDialect()))
  }

  /// The members that every recipe starts with, in their order.
  private static let typicalFront = [
    "@context", "@type", "identifier", "datePublished", "description", "image",
  ]
}

private struct RecipeSageDialect: LinkedDataDialect {
  func read(_ name: JSONString, _ value: JSONElement, _ draft: inout RecordDraft) -> Bool {
    switch name {
    case "recipeCategory":
      // Labels are names as they are, also one that holds a comma.
      for label in value.elements {
        if let label = draft.line(label) { draft.tags.add(label) }
      }
      return value.kind == .array
    case "aggregateRating":
      // Written for every recipe, also for those that nobody rated.
      return value.member("ratingValue").map { draft.isEmpty($0) } ?? true
    case "comment":
      let comments = value.kind == .array ? Array(value.elements) : [value]
      return comments.allSatisfy { $0.member("text").map { draft.isEmpty($0) } ?? true }
    default: return false
    }
  }

  func complete(_ draft: inout RecordDraft) {}
}
