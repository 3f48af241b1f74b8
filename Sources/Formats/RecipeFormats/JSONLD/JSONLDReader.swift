import JSONText
public import PipelineCore
import RecipeModel
import RecipeText

/// Reads schema.org recipes in JSON-LD: objects, arrays, `@graph`, collections, JSON lines.
///
/// Every node whose type is or holds `Recipe` is a record, wherever it stands; other nodes are
/// its context. The digest of a line or an element of the outermost array is of its bytes; that
/// of a node inside a document is of the node and what it refers to, written by `JSONWriter`.
public enum JSONLDReader: RecipeReader {
  public static let format = FormatDescription(
    name: "json-ld", summary: "schema.org recipes as JSON-LD: files, graphs, JSON lines",
    reads: true, writes: false)
  public static let version = 2

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let outline = sample.json else { return nil }
    if outline.saysCommunityType {
      return outline.hasRecipeType
        ? Recognition(.possible, "typed lines with a schema.org recipe inside") : nil
    }
    if outline.hasRecipeType {
      return outline.hasSchemaContext
        ? Recognition(.certain, "a schema.org context and the type Recipe")
        : Recognition(.likely, "the type Recipe")
    }
    return outline.hasSchemaContext || outline.isLinkedData
      ? Recognition(.possible, "linked data without a recipe so far") : nil
  }

  /// Whether a member of a recipe is read into a field.
  static func reads(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { SchemaRecipe.names.field($0) } != nil || name.hasPrefix("@")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    JSONRecordCursor(source, at: location, limits: limits, mapping: JSONLDMapping())
  }
}
