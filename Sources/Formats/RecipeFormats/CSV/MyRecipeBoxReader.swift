public import PipelineCore

/// Reads the table that My Recipe Box exports.
///
/// Times are minutes, categories and tags lists with semicolons. Its inactive time, favourites and
/// videos have no field here, and are extras.
public enum MyRecipeBoxReader: TableReader {
  public static let format = FormatDescription(
    name: "my-recipe-box", summary: "My Recipe Box table exports (.csv)", reads: true,
    writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    CSVTable.recognize(
      sample, having: ["preparationtime", "inactivetime", "originalpicture"], atLeast: 2,
      "the columns of My Recipe Box")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    CSVRecordCursor(source, at: location, limits: limits, dialect: dialect)
  }

  static let dialect = CSVDialect(columns: columns)

  private static let columns = ColumnMapping([
    ("title", .title), ("description", .summary), ("preparationTime", .preparationTime),
    ("cookingTime", .cookingTime), ("totalTime", .totalTime), ("quantity", .yield),
    ("ingredients", .ingredients), ("instructions", .steps), ("notes", .notes),
    ("nutrition", .nutrition), ("rating", .rating), ("categories", .tags), ("tags", .tags),
    ("source", .source), ("originalPicture", .image), ("inactiveTime", .extra),
    ("favorite", .extra), ("video", .extra), ("", .extra),
  ])
}
