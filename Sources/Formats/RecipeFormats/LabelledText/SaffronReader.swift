public import PipelineCore
import RecipeModel

/// Reads the texts that Saffron exports, also as Tandoor writes them.
///
/// A recipe's cookbook and section become tags.
public enum SaffronReader: RecipeReader {
  public static let format = FormatDescription(
    name: "saffron", summary: "Saffron text exports (.txt)", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    let labels = LabelledDialect.labels(of: sample)
    guard labels.contains("ingredients") || labels.contains("instructions"),
      labels.contains("cookbook") || labels.contains("section")
    else { return nil }
    return Recognition(.certain, "the labels of Saffron, from `Title:` to `Section:`")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    dialect.open(source, at: location, limits: limits)
  }

  private static let dialect = LabelledDialect(parts: [
    "title": .field(.title), "description": .field(.summary), "source": .field(.source),
    "original url": .field(.url), "yield": .field(.yield), "servings": .servings,
    "prep": .field(.preparationTime), "cook": .field(.cookingTime),
    "total": .field(.totalTime), "cookbook": .field(.tags), "section": .field(.tags),
    "tags": .field(.tags), "image": .field(.image), "ingredients": .field(.ingredients),
    "instructions": .field(.steps), "notes": .field(.notes),
  ])
}
