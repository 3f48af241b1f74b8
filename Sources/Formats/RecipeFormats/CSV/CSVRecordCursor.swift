import PipelineCore
import RecipeModel
import RecipeText

/// A pass over the recipes of a table with a header.
final class CSVRecordCursor: RecordCursor {
  private let stream: CSVRowStream
  private let location: SourceLocation
  private let dialect: CSVDialect
  private var columns: [CSVColumn] = []
  private var header: CSVRow?
  private var isEnded = false
  private var count = 0

  init(
    _ source: any ByteSource, at location: SourceLocation, limits: ReaderLimits,
    dialect: CSVDialect
  ) {
    stream = CSVRowStream(
      source, separator: UInt8(ascii: ","), at: location,
      maximumRecordBytes: limits.maximumRecordBytes)
    self.location = location
    self.dialect = dialect
  }

  func next() throws(ReadFault) -> ReadElement? {
    do throws(ReadFault) {
      return try isEnded ? nil : nextElement()
    } catch {
      isEnded = true
      throw error
    }
  }

  private func nextElement() throws(ReadFault) -> ReadElement? {
    if header == nil, let rejection = try readHeader() {
      isEnded = true
      return rejection
    }
    while let element = try stream.next() {
      switch element {
      case .row(let row):
        // Tables that were put together have their header again and again.
        if row.bytes == header?.bytes { continue }
        count += 1
        return read(row)
      case .broken(let row, let code, let message):
        count += 1
        return .rejected(Rejection(code, message, at: place(of: row), raw: row.bytes))
      }
    }
    isEnded = true
    guard count == 0 else { return nil }
    return .rejected(Rejection(.notARecipe, "the table has a header and no records", at: location))
  }

  /// Reads the header; gives the rejection of a table that is none of recipes.
  private func readHeader() throws(ReadFault) -> ReadElement? {
    let front = Array(try stream.front(ContentSample.limit))
    let absence = Rejection(
      .notARecipe, "no header names a title, ingredients or steps", at: location)
    guard let outline = CSVOutline(front, stated: dialect.stated) else { return .rejected(absence) }
    stream.separate(by: outline.separator)
    if CSVOutline.statedSeparator(front[...]) != nil { _ = try stream.next() }
    guard case .row(let row) = try stream.next() else { return .rejected(absence) }
    columns = try dialect.columns(of: outline.names, at: location)
    guard dialect.isOfRecipes(columns) else { return .rejected(absence) }
    stream.columns = columns.count
    header = row
    return nil
  }

  private func read(_ row: CSVRow) -> ReadElement {
    var draft = CSVRecipe(row, columns: columns, dialect).draft
    guard !draft.body.title.isEmpty else {
      return .rejected(
        Rejection(
          .missingTitle, Rejection.Code.missingTitle.meaning, at: place(of: row), raw: row.bytes))
    }
    if row.isRepaired || row.count < columns.count { draft.warn(.repairedText, "record") }
    if draft.cleaner.takeDroppedMarkup() { draft.warn(.droppedMarkup, "record") }
    return .record(draft.record(digest: digest(of: row)), at: place(of: row))
  }

  /// Of the bytes of a record, and of what is stated of its columns: the same bytes that are told to
  /// mean something else are another record.
  private func digest(of row: CSVRow) -> Digest {
    let digest = row.bytes.withUnsafeBufferPointer { RecordDigest.of($0) }
    guard !dialect.stated.isEmpty else { return digest }
    return RecordDigest.of([digest], dialect.stated.fingerprint)
  }

  private func place(of row: CSVRow) -> SourceLocation {
    var place = location
    place.line = row.line
    place.byteOffset = row.byteOffset
    return place
  }
}

/// What makes a table one of recipes.
enum CSVTable {
  /// Whether the columns hold titles, and ingredients or steps.
  static func isOfRecipes(_ meanings: [ColumnMeaning?]) -> Bool {
    meanings.contains(.title) && (meanings.contains(.ingredients) || meanings.contains(.steps))
  }

  /// Recognizes a table of which at least some names of a header are there.
  static func recognize(
    _ sample: ContentSample, having signature: Set<String>, atLeast count: Int, _ reason: String
  ) -> Recognition? {
    guard let table = sample.table,
      signature.intersection(table.names.map { $0.lowercased() }).count >= count
    else { return nil }
    return Recognition(.certain, reason)
  }
}
