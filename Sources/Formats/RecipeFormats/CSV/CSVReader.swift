public import PipelineCore
import RecipeModel

/// Reads tables of recipes with a header, from spreadsheets, forms and programs.
///
/// Cells are parted by commas, semicolons, tabs or bars, whichever makes most of the header. Columns
/// are known by their names in several languages, and may be told; one that is not known is kept in
/// the extras by its name. Ingredients and steps stand one a line, in a list, or in numbered columns.
public enum CSVReader: RecipeReader {
  public static let format = FormatDescription(
    name: "csv", summary: "tables of recipes with a header (.csv, .tsv)", reads: true,
    writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    let columns = columns(of: sample)
    guard CSVTable.isOfRecipes(columns.map(\.meaning)) else { return nil }
    let known = columns.compactMap { column in
      column.meaning.map { "`\(column.name)` as \($0.rawValue)" }
    }
    let uses = known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : "")
    return Recognition(.likely, "a header with columns of recipes: \(uses)")
  }

  /// Says what each column of a table is taken for; empty for a content that is no table.
  public static func columns(
    of sample: ContentSample, mapping: ColumnMapping = .loose
  ) -> [ColumnUse] {
    guard let table = sample.table else { return [] }
    return zip(table.names, mapping.meanings(of: table.names)).map(ColumnUse.init)
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    open(source, at: location, limits: limits, mapping: .loose)
  }

  /// Starts a pass over a table whose columns mean what the mapping says.
  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits,
    mapping: ColumnMapping
  ) -> any RecordCursor {
    CSVRecordCursor(
      source, at: location, limits: limits, dialect: CSVDialect(columns: mapping))
  }
}
