public import PipelineCore

/// Reads the table that Cookmate (My CookBook) exports.
///
/// Its column `recipe` holds the steps, and `comments` what the owner noted.
public enum CookmateCSVReader: TableReader {
  public static let format = FormatDescription(
    name: "cookmate-csv", summary: "Cookmate (My CookBook) table exports (.csv)", reads: true,
    writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let names = sample.table?.names.map({ $0.lowercased() }), names.contains("title"),
      names.contains("recipe"), names.contains("ingredients")
    else { return nil }
    return CSVTable.recognize(
      sample, having: ["preptime", "imageurl", "comments", "video", "quantity"], atLeast: 3,
      "the columns of Cookmate")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    CSVRecordCursor(source, at: location, limits: limits, dialect: dialect)
  }

  static let dialect = CSVDialect(columns: columns)

  private static let columns = ColumnMapping([
    ("title", .title), ("prepTime", .preparationTime), ("cookTime", .cookingTime),
    ("totalTime", .totalTime), ("quantity", .yield), ("description", .summary),
    ("ingredients", .ingredients), ("recipe", .steps), ("url", .url), ("imageUrl", .image),
    ("nutrition", .nutrition), ("comments", .notes), ("rating", .rating), ("video", .extra),
    ("source", .source), ("categories", .tags), ("tags", .tags),
  ])
}
