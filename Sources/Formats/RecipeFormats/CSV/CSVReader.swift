public import PipelineCore

/// Reads tables of recipes with a header, from spreadsheets, forms and programs.
///
/// Cells are parted by commas, semicolons, tabs or bars, whichever makes most of the header. Columns
/// are known by their names in several languages, and may be told; one that is not known is kept in
/// the extras by its name. Ingredients and steps stand one a line, in a list, or in numbered columns.
public enum CSVReader: TableReader {
  public static let format = FormatDescription(
    name: "csv", summary: "tables of recipes with a header (.csv, .tsv)", reads: true,
    writes: false)
  public static let version = 1

  public static func recognize(_ sample: ContentSample) -> Recognition? {
    guard let names = sample.table?.names else { return nil }
    let columns = dialect.known(StatedColumns.Found(), in: names)
    guard dialect.isOfRecipes(columns) else { return nil }
    return Recognition(.likely, "a header with columns of recipes: \(uses(of: columns))")
  }

  /// Recognizes a table by columns that somebody states: surely by all of them, likely by some.
  static func recognize(_ sample: ContentSample, columns stated: StatedColumns) -> Recognition? {
    guard let names = sample.table(with: stated)?.names else { return nil }
    var dialect = dialect
    dialect.stated = stated
    let found = stated.find(in: names)
    let columns = dialect.known(found, in: names)
    guard !found.meanings.isEmpty, dialect.isOfRecipes(columns) || !found.missing.isEmpty else {
      return nil
    }
    return Recognition(
      found.missing.isEmpty ? .certain : .likely,
      "a header with the columns stated: \(uses(of: columns))")
  }

  /// Says what each column of a table is taken for; empty for a content that is no table.
  public static func columns(
    of sample: ContentSample, stated: StatedColumns = .none
  ) -> [ColumnUse] {
    guard let names = sample.table(with: stated)?.names else { return [] }
    var dialect = dialect
    dialect.stated = stated
    return dialect.known(stated.find(in: names), in: names).map {
      ColumnUse(name: $0.name, meaning: $0.meaning)
    }
  }

  public static func open(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits
  ) -> any RecordCursor {
    CSVRecordCursor(source, at: location, limits: limits, dialect: dialect)
  }

  static let dialect = CSVDialect(columns: .loose)

  /// The known columns in words, those that were stated first.
  private static func uses(of columns: [CSVColumn]) -> String {
    let known = (columns.filter(\.isStated) + columns.filter { !$0.isStated }).compactMap {
      column in
      column.meaning.map { "`\(column.name)` as \($0.rawValue)" }
    }
    return known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : "")
  }
}
