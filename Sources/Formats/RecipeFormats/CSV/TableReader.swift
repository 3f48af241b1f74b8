public import PipelineCore

/// A reader of tables, of whose columns somebody may say what they hold.
protocol TableReader: RecipeReader {
  static var dialect: CSVDialect { get }
}

extension RecipeReaders {
  /// Starts a pass over a content whose columns hold what is stated, when it is a table.
  public static func open(
    _ reader: any RecipeReader.Type, _ source: any ByteSource, at location: SourceLocation,
    limits: ReaderLimits, columns: StatedColumns
  ) throws(ReadFault) -> any RecordCursor {
    guard !columns.isEmpty, let table = reader as? any TableReader.Type else {
      return try reader.open(source, at: location, limits: limits)
    }
    var dialect = table.dialect
    dialect.stated = columns
    return CSVRecordCursor(source, at: location, limits: limits, dialect: dialect)
  }

  /// Finds the reader that is surest of a content, as the columns that are stated help to.
  ///
  /// A table that no reader is sure of is one of recipes when it has a column that was stated. One
  /// that was asked for by name is taken for it in any case, so that what it lacks is told.
  public static func detect(
    _ sample: ContentSample, columns: StatedColumns, isNamed: Bool
  ) -> Detection {
    let detection = detect(sample)
    guard !columns.isEmpty, sample.isText else { return detection }
    let table = CSVReader.recognize(sample, columns: columns)
    switch (detection, table) {
    case (.reader(let reader, let other), let table?)
    where reader == CSVReader.self || other.confidence < table.confidence:
      return .reader(CSVReader.self, table)
    case (.nothing, let table?): return .reader(CSVReader.self, table)
    case (.nothing, nil) where isNamed && sample.table(with: columns) != nil:
      return .reader(
        CSVReader.self, Recognition(.possible, "a table, which lacks the columns stated"))
    case (.nothing, nil), (.reader, _), (.unreadable, _): return detection
    }
  }
}
