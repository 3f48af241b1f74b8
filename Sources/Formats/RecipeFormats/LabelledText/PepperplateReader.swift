public import PipelineCore
import RecipeModel

/// Reads the texts that Pepperplate exports.
///
/// Its active time counts as time of preparation.
public enum PepperplateReader: RecipeReader {
  public static let format = FormatDescription(
    name: "pepperplate", summary: "Pepperplate text exports (.txt)", reads: true, writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    let labels = LabelledDialect.labels(of: sample)
    guard labels.contains("ingredients") || labels.contains("instructions"),
      labels.contains("original url") || labels.contains("active"),
      labels.isDisjoint(with: ["cookbook", "section", "photo url", "directions"])
    else { return nil }
    return Recognition(.certain, "the labels of Pepperplate, from `Title:` to `Instructions:`")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    dialect.open(source, at: location, limits: limits)
  }

  private static let dialect = LabelledDialect(parts: [
    "title": .field(.title), "description": .field(.summary), "source": .field(.source),
    "original url": .field(.url), "yield": .field(.yield), "active": .field(.preparationTime),
    "total": .field(.totalTime), "tags": .field(.tags), "image": .field(.image),
    "ingredients": .field(.ingredients), "instructions": .field(.steps),
    "notes": .field(.notes),
  ])
}
