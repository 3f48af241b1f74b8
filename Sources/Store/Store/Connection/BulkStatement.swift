import GRDB
import GRDBSQLite

/// A prepared statement for bulk rows: values are bound as they are, without a row in between.
///
/// Used where millions of rows pass; everything else goes through GRDB.
final class BulkStatement {
  private let statement: OpaquePointer
  private let connection: OpaquePointer
  private var position: Int32 = 0

  init(sql: String, in database: Database) throws(StoreFault) {
    guard let connection = database.sqliteConnection else {
      preconditionFailure("a transaction has an open connection")
    }
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else {
      throw StoreFault(.sqlite(String(cString: sqlite3_errmsg(connection))))
    }
    self.statement = statement
    self.connection = connection
  }

  deinit {
    sqlite3_finalize(statement)
  }

  /// Binds the next parameter to a text, which is copied.
  func bind(_ text: String) -> BulkStatement {
    position += 1
    var copy = text
    copy.withUTF8 { bind(utf8: UnsafeRawBufferPointer($0)) }
    return self
  }

  func bind(_ text: String?) -> BulkStatement {
    guard let text else { return bindNull() }
    return bind(text)
  }

  func bind(_ number: Int64) -> BulkStatement {
    position += 1
    sqlite3_bind_int64(statement, position, number)
    return self
  }

  func bind(_ number: Int64?) -> BulkStatement {
    guard let number else { return bindNull() }
    return bind(number)
  }

  func bind(_ number: Int) -> BulkStatement { bind(Int64(number)) }

  /// Binds the next parameter to a blob, which is copied.
  func bind(blob bytes: [UInt8]) -> BulkStatement {
    position += 1
    bytes.withUnsafeBytes { buffer in
      _ = sqlite3_bind_blob(
        statement, position, buffer.baseAddress, Int32(buffer.count), BulkStatement.transient)
    }
    return self
  }

  /// Binds the next parameter to the UTF-8 bytes of a text, which are copied.
  func bind(utf8 bytes: [UInt8]) -> BulkStatement {
    position += 1
    bytes.withUnsafeBytes { bind(utf8: $0) }
    return self
  }

  private func bind(utf8 bytes: UnsafeRawBufferPointer) {
    // A null pointer would bind NULL, not the empty text.
    let start = bytes.baseAddress ?? UnsafeRawPointer(("" as StaticString).utf8Start)
    sqlite3_bind_text(
      statement, position, start.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
      BulkStatement.transient)
  }

  func bindNull() -> BulkStatement {
    position += 1
    sqlite3_bind_null(statement, position)
    return self
  }

  /// Runs the statement with what was bound and makes it ready for the next row.
  func run() throws(StoreFault) {
    defer { reset() }
    let code = sqlite3_step(statement)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw fault(code) }
  }

  /// Runs the statement and gives the first column of its first row; nil when there is none.
  func integer() throws(StoreFault) -> Int64? {
    try first { sqlite3_column_int64($0, 0) }
  }

  /// Runs the statement and gives the first column of its first row as text.
  func text() throws(StoreFault) -> String? {
    try first { row in sqlite3_column_text(row, 0).map { String(cString: $0) } } ?? nil
  }

  /// Runs the statement and turns its first row into a value; nil when there is none.
  func first<Value>(_ make: (OpaquePointer) -> Value) throws(StoreFault) -> Value? {
    defer { reset() }
    let code = sqlite3_step(statement)
    switch code {
    case SQLITE_ROW: return make(statement)
    case SQLITE_DONE: return nil
    default: throw fault(code)
    }
  }

  private func reset() {
    sqlite3_reset(statement)
    position = 0
  }

  private func fault(_ code: Int32) -> StoreFault {
    StoreFault(
      DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: String(cString: sqlite3_errmsg(connection))))
  }

  /// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite copies what is bound.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
