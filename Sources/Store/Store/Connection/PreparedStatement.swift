import GRDB
import GRDBSQLite

/// A prepared statement, whose values are bound and whose columns are read as they are.
///
/// GRDB's own statements bind through existential values and make a dictionary of column names for
/// each query; where hundreds of thousands of small queries pass, that took longer than SQLite.
final class PreparedStatement {
  private let statement: OpaquePointer
  private let connection: OpaquePointer
  private var position: Int32 = 0
  private let columns: ColumnNames
  /// Who prepared the statement, and finalizes it.
  private let owner: Statement

  init(_ owner: Statement, in database: Database) {
    guard let connection = database.sqliteConnection else {
      preconditionFailure("a transaction has an open connection")
    }
    self.owner = owner
    self.connection = connection
    statement = owner.sqliteStatement
    columns = ColumnNames(owner.columnNames)
  }

  /// Binds the next parameter to a text, which is copied.
  func bind(_ text: String) -> PreparedStatement {
    position += 1
    var copy = text
    copy.withUTF8 { bindHere(utf8: UnsafeRawBufferPointer($0)) }
    return self
  }

  func bind(_ text: String?) -> PreparedStatement {
    guard let text else { return bindNull() }
    return bind(text)
  }

  func bind(_ number: Int64) -> PreparedStatement {
    position += 1
    sqlite3_bind_int64(statement, position, number)
    return self
  }

  func bind(_ number: Int64?) -> PreparedStatement {
    guard let number else { return bindNull() }
    return bind(number)
  }

  func bind(_ number: Int) -> PreparedStatement { bind(Int64(number)) }

  /// Binds the next parameter to a blob, which is copied.
  func bind(blob bytes: [UInt8]) -> PreparedStatement {
    position += 1
    bytes.withUnsafeBytes { buffer in
      _ = sqlite3_bind_blob(
        statement, position, buffer.baseAddress, Int32(buffer.count), PreparedStatement.transient)
    }
    return self
  }

  /// Binds the next parameter to the UTF-8 bytes of a text, which are copied.
  func bind(utf8 bytes: [UInt8]) -> PreparedStatement {
    position += 1
    bytes.withUnsafeBytes { bindHere(utf8: $0) }
    return self
  }

  /// Binds the next parameter to the UTF-8 bytes of a text, which are copied.
  func bind(utf8 bytes: UnsafeRawBufferPointer) -> PreparedStatement {
    position += 1
    bindHere(utf8: bytes)
    return self
  }

  /// Binds the parameter at hand to the UTF-8 bytes of a text, which are copied.
  private func bindHere(utf8 bytes: UnsafeRawBufferPointer) {
    // A null pointer would bind NULL, not the empty text.
    let start = bytes.baseAddress ?? UnsafeRawPointer(("" as StaticString).utf8Start)
    sqlite3_bind_text(
      statement, position, start.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
      PreparedStatement.transient)
  }

  func bindNull() -> PreparedStatement {
    position += 1
    sqlite3_bind_null(statement, position)
    return self
  }

  /// Binds all parameters, by their places or by their names.
  func bind(_ arguments: StatementArguments) -> PreparedStatement {
    precondition(sqlite3_stmt_busy(statement) == 0, "a query is asked again while it is read")
    for (name, value) in arguments.values {
      if let name {
        position = sqlite3_bind_parameter_index(statement, ":\(name)") - 1
        precondition(position >= 0, "the query has no parameter :\(name)")
      }
      _ = value?.bind(to: self) ?? bindNull()
    }
    return self
  }

  /// Runs the statement with what was bound and makes it ready for the next row.
  func run() throws(StoreFault) {
    defer { reset() }
    let code = sqlite3_step(statement)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw fault(code) }
  }

  /// Runs the statement with values whose bytes stay where they are until it has run.
  func run(
    with values: ArraySlice<RowBuffer.Value>, lyingIn bytes: UnsafeRawBufferPointer
  ) throws(StoreFault) {
    // A null pointer would bind NULL, not the empty text.
    let start = bytes.baseAddress ?? UnsafeRawPointer(("" as StaticString).utf8Start)
    for value in values {
      position += 1
      switch value {
      case .null: sqlite3_bind_null(statement, position)
      case .integer(let number): sqlite3_bind_int64(statement, position, number)
      case .text(let offset, let count):
        sqlite3_bind_text(
          statement, position, (start + offset).assumingMemoryBound(to: CChar.self), Int32(count),
          nil)
      case .blob(let offset, let count):
        sqlite3_bind_blob(statement, position, start + offset, Int32(count), nil)
      }
    }
    try run()
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

  /// Runs the statement and hands over its rows one by one; each is valid within the closure only.
  func forEachRow(_ body: (Row) throws -> Void) throws {
    defer { reset() }
    while true {
      let code = sqlite3_step(statement)
      switch code {
      case SQLITE_ROW: try body(Row(statement: statement, columns: columns))
      case SQLITE_DONE: return
      default: throw fault(code)
      }
    }
  }

  /// Runs the statement and turns its first row into a value; nil when there is none.
  func firstRow<Value>(_ make: (Row) throws -> Value) throws -> Value? {
    defer { reset() }
    let code = sqlite3_step(statement)
    switch code {
    case SQLITE_ROW: return try make(Row(statement: statement, columns: columns))
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
