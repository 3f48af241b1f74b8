import GRDBSQLite

// The types that columns are read as and parameters are bound to.

extension Int64: ColumnValue, StatementValue {
  static func read(from statement: OpaquePointer, _ position: Int32) -> Int64 {
    Row.requireValue(statement, position)
    return sqlite3_column_int64(statement, position)
  }

  func bind(to statement: PreparedStatement) -> PreparedStatement { statement.bind(self) }
}

extension Int: ColumnValue, StatementValue {
  static func read(from statement: OpaquePointer, _ position: Int32) -> Int {
    Int(Int64.read(from: statement, position))
  }

  func bind(to statement: PreparedStatement) -> PreparedStatement { statement.bind(self) }
}

extension Int32: ColumnValue, StatementValue {
  static func read(from statement: OpaquePointer, _ position: Int32) -> Int32 {
    Int32(Int64.read(from: statement, position))
  }

  func bind(to statement: PreparedStatement) -> PreparedStatement { statement.bind(Int64(self)) }
}

extension Bool: ColumnValue, StatementValue {
  static func read(from statement: OpaquePointer, _ position: Int32) -> Bool {
    Int64.read(from: statement, position) != 0
  }

  func bind(to statement: PreparedStatement) -> PreparedStatement { statement.bind(self ? 1 : 0) }
}

extension Double: ColumnValue {
  static func read(from statement: OpaquePointer, _ position: Int32) -> Double {
    Row.requireValue(statement, position)
    return sqlite3_column_double(statement, position)
  }
}

extension String: ColumnValue, StatementValue {
  static func read(from statement: OpaquePointer, _ position: Int32) -> String {
    Row.requireValue(statement, position)
    guard let text = sqlite3_column_text(statement, position) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, position))
    return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }

  func bind(to statement: PreparedStatement) -> PreparedStatement { statement.bind(self) }
}

extension [UInt8]: ColumnValue, StatementValue {
  static func read(from statement: OpaquePointer, _ position: Int32) -> [UInt8] {
    Row.requireValue(statement, position)
    guard let bytes = sqlite3_column_blob(statement, position) else { return [] }
    let count = Int(sqlite3_column_bytes(statement, position))
    return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
  }

  func bind(to statement: PreparedStatement) -> PreparedStatement { statement.bind(blob: self) }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
  static func read(from statement: OpaquePointer, _ position: Int32) -> Wrapped? {
    guard sqlite3_column_type(statement, position) != SQLITE_NULL else { return nil }
    return Wrapped.read(from: statement, position)
  }
}
