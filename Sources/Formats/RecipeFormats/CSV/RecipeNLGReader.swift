public import PipelineCore

/// Reads the RecipeNLG data set: two million recipes in one table.
///
/// The column without a name counts the rows, and is passed over. `source` names where the data set
/// took a recipe from, and `NER` the foods that it found in the ingredients; both are extras.
public enum RecipeNLGReader: TableReader {
  public static let format = FormatDescription(
    name: "recipenlg", summary: "the RecipeNLG data set (full_dataset.csv)", reads: true,
    writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    CSVTable.recognize(
      sample, having: ["title", "ingredients", "directions", "link", "ner"], atLeast: 5,
      "the columns of RecipeNLG")
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    CSVRecordCursor(source, at: location, limits: limits, dialect: dialect)
  }

  static let dialect = CSVDialect(columns: columns)

  private static let columns = ColumnMapping([
    ("", .ignored), ("title", .title), ("ingredients", .ingredients), ("directions", .steps),
    ("link", .url), ("source", .extra), ("NER", .extra),
  ])
}
