import GRDB

/// Rows of one table that wait to be stored, many with one statement.
///
/// Each start of a statement opens a cursor on every index of its table, which takes longer than to
/// store a row: for a recipe 8.5 µs became 4.6, for a tag of a recipe 1.8 became 0.9.
struct RowBuffer {
  /// A value of a row; texts and blobs lie in the bytes of the buffer.
  enum Value {
    case null
    case integer(Int64)
    case text(start: Int, count: Int)
    case blob(start: Int, count: Int)
  }

  private let table: String
  private let columns: [String]
  private var values: [Value] = []
  private var bytes: [UInt8] = []
  /// Of each row, which record it belongs to.
  private var records: [Int] = []
  private var statements: [Int: PreparedStatement] = [:]

  /// How many rows a statement takes, the largest first.
  private let sizes: [Int]

  /// `oneByOne` is for a table that keeps count of its keys (AUTOINCREMENT): of such, SQLite takes any
  /// statement of several rows for one that may have to be undone, and copies each page before it
  /// changes it.
  init(_ table: String, _ columns: [String], oneByOne: Bool = false) {
    self.table = table
    self.columns = columns
    sizes = oneByOne ? [1] : [32, 8, 1]
  }

  var isEmpty: Bool { values.isEmpty }
  /// How many bytes of texts and blobs wait.
  var byteCount: Int { bytes.count }

  /// Begins a row, whose values follow in the order of the columns.
  mutating func beginRow(of record: Int = 0) {
    precondition(values.count == records.count * columns.count, "a row lacks values")
    records.append(record)
  }

  mutating func append(_ number: Int64) { values.append(.integer(number)) }
  mutating func append(_ number: Int) { append(Int64(number)) }

  mutating func append(_ number: Int64?) {
    values.append(number.map { .integer($0) } ?? .null)
  }

  mutating func append(_ text: String) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    values.append(.text(start: start, count: bytes.count - start))
  }

  mutating func append(_ text: String?) {
    guard let text else { return values.append(.null) }
    append(text)
  }

  mutating func append(utf8 text: [UInt8]) {
    values.append(.text(start: bytes.count, count: text.count))
    bytes.append(contentsOf: text)
  }

  mutating func append(utf8 text: [UInt8]?) {
    guard let text else { return values.append(.null) }
    append(utf8: text)
  }

  mutating func append(blob: [UInt8]) {
    values.append(.blob(start: bytes.count, count: blob.count))
    bytes.append(contentsOf: blob)
  }

  /// A row that the schema refuses.
  struct Refusal: Error {
    var record: Int
    var fault: StoreFault
  }

  /// Stores all rows in order, and forgets them.
  mutating func store(in database: Database) throws(Refusal) {
    precondition(values.count == records.count * columns.count, "a row lacks values")
    var stored = 0
    do {
      while stored < records.count {
        let size = sizes.first { $0 <= records.count - stored } ?? 1
        let statement = try statement(of: size, in: database)
        let rows = values[(stored * columns.count)..<((stored + size) * columns.count)]
        try bytes.withUnsafeBytes { try statement.run(with: rows, lyingIn: $0) }
        stored += size
      }
    } catch {
      // A statement that may fail half-way has counted the rows before.
      throw Refusal(
        record: records[min(stored + database.changesCount, records.count - 1)],
        fault: StoreFault(error))
    }
    values.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
  }

  /// Because a row that is refused ends the transaction anyway, the statement may fail half-way
  /// (`OR FAIL`): otherwise SQLite keeps a journal for each statement of several rows.
  private mutating func statement(
    of size: Int, in database: Database
  ) throws(StoreFault) -> PreparedStatement {
    if let statement = statements[size] { return statement }
    let row = "(" + Array(repeating: "?", count: columns.count).joined(separator: ", ") + ")"
    let rows = Array(repeating: row, count: size).joined(separator: ", ")
    let sql = "INSERT OR FAIL INTO \(table) (\(columns.joined(separator: ", "))) VALUES \(rows)"
    let statement = PreparedStatement(
      try StoreFault.mapping { try database.cachedStatement(sql: sql) }, in: database)
    statements[size] = statement
    return statement
  }
}
