import GRDBSQLite
import JSONText

/// Turns the rows of one table into blocks of lines.
struct SnapshotCutter {
  private let table: SnapshotTable
  private let columns: SnapshotColumns
  /// Whether blocks end where ranges of keys do.
  private let isWhole: Bool
  private let hand: (SnapshotBlock) throws -> Void
  private var writer = JSONWriter()
  private var rows = 0
  private var keys: ClosedRange<Int64>?
  /// The key whose values are being gathered, and those so far.
  private var gathering: (key: Int64, values: [Int64])?

  /// How large a block grows at most before a next one of the same range begins, but for its last
  /// row; and how many rows one holds where nothing else ends it.
  private static let (longest, most) = (16 << 20, 16_384)

  init(
    _ table: SnapshotTable, _ columns: SnapshotColumns, isWhole: Bool,
    _ hand: @escaping (SnapshotBlock) throws -> Void
  ) {
    self.table = table
    self.columns = columns
    self.isWhole = isWhole
    self.hand = hand
    beginBlock()
  }

  /// Takes the row that a statement stands on, whose columns are those of the table.
  mutating func take(_ statement: OpaquePointer) throws {
    let key = columns.integerKey == nil ? nil : sqlite3_column_int64(statement, 0)
    try endBlock(before: key)
    writer.array { writer in
      for position in columns.columns.indices {
        writer.value(of: statement, at: Int32(position))
      }
    }
    writer.endLine()
    rows += 1
    note(key)
  }

  /// Takes one of the values that stand together with a key; nil where there is none.
  mutating func gather(_ value: Int64?, of key: Int64) throws {
    if gathering?.key != key {
      try endGathering()
      gathering = (key, [])
    }
    if let value { gathering?.values.append(value) }
  }

  /// Hands over what is left.
  mutating func finish() throws {
    try endGathering()
    if keys != nil || rows > 0 { try handOver() }
  }

  private mutating func note(_ key: Int64?) {
    guard let key else { return }
    keys = (keys?.lowerBound ?? key)...key
  }

  private mutating func endGathering() throws {
    guard let (key, values) = gathering else { return }
    gathering = nil
    try endBlock(before: key)
    writer.array { writer in
      writer.integer(key)
      writer.array { writer in
        for value in values { writer.integer(value) }
      }
    }
    writer.endLine()
    rows += values.count
    note(key)
  }

  private mutating func endBlock(before key: Int64?) throws {
    let isFull: Bool
    if isWhole, case .ranges(let span) = table.cut, let key {
      isFull =
        keys.map { floorDivide($0.lowerBound, span) != floorDivide(key, span) } ?? false
        || writer.bytes.count >= SnapshotCutter.longest
    } else {
      isFull =
        rows >= SnapshotCutter.most || writer.bytes.count >= SnapshotCutter.longest
    }
    if isFull { try handOver() }
  }

  private mutating func handOver() throws {
    try hand(SnapshotBlock(lines: writer.bytes, rows: rows, keys: keys))
    writer.removeAll()
    beginBlock()
  }

  private mutating func beginBlock() {
    rows = 0
    keys = nil
    writer.object { writer in
      writer.key("table")
      writer.string(table.rawValue)
      writer.key("columns")
      writer.array { writer in
        for column in columns.columns { writer.string(column.name) }
      }
      if let gathered = table.gathered {
        writer.key("gathered")
        writer.string(gathered)
      }
    }
    writer.endLine()
  }

  private func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
    number / divisor - (number % divisor < 0 ? 1 : 0)
  }
}

extension JSONWriter {
  /// Writes a column of the row that a statement stands on; bytes as Base64.
  mutating func value(of statement: OpaquePointer, at position: Int32) {
    switch sqlite3_column_type(statement, position) {
    case SQLITE_NULL: null()
    case SQLITE_INTEGER: integer(sqlite3_column_int64(statement, position))
    case SQLITE_TEXT:
      let text = sqlite3_column_text(statement, position)
      let count = Int(sqlite3_column_bytes(statement, position))
      string(exactly: UnsafeBufferPointer(start: text, count: count))
    case SQLITE_BLOB:
      let bytes = sqlite3_column_blob(statement, position)
      let count = Int(sqlite3_column_bytes(statement, position))
      string(base64: UnsafeRawBufferPointer(start: bytes, count: count))
    default: preconditionFailure("the schema has integers, texts and bytes")
    }
  }
}
