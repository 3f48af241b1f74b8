public import PipelineCore
import RecipeModel

/// Reads the texts that Plan to Eat exports, many recipes in a file, divided by rules.
///
/// Tags stand between circumflexes.
public enum PlanToEatTextReader: RecipeReader {
  public static let format = FormatDescription(
    name: "plan-to-eat-text", summary: "Plan to Eat text exports (.txt)", reads: true,
    writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    let labels = LabelledDialect.labels(of: sample)
    let typical = labels.intersection([
      "serves", "prep time", "cook time", "photo url", "main ingredient", "url", "course",
      "public url", "cuisine",
    ])
    guard labels.contains("directions"), labels.contains("ingredients"), typical.count >= 2 else {
      return nil
    }
    return Recognition(
      labels.contains("photo url") ? .certain : .likely, "the labels of Plan to Eat")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    dialect.open(source, at: location, limits: limits)
  }

  private static let dialect = LabelledDialect(
    parts: [
      "title": .field(.title), "description": .field(.summary), "source": .field(.source),
      "url": .field(.url), "serves": .servings, "servings": .servings, "yield": .field(.yield),
      "prep time": .field(.preparationTime), "cook time": .field(.cookingTime),
      "total time": .field(.totalTime), "tags": .field(.tags), "course": .field(.tags),
      "cuisine": .field(.tags), "main ingredient": .field(.tags), "rating": .field(.rating),
      "photo url": .field(.image), "public url": .extra, "ingredients": .field(.ingredients),
      "directions": .field(.steps), "notes": .field(.notes), "nutrition": .field(.nutrition),
    ], tagMark: "^", endsAtRule: true)
}
