import Foundation
import GRDBSQLite

/// The row that a statement stands on; valid until the statement goes on.
struct Row {
  let statement: OpaquePointer
  let columns: ColumnNames

  /// The value of a column that the query names.
  subscript<Value: ColumnValue>(_ column: String) -> Value {
    self[columns.position(of: column)]
  }

  subscript<Value: ColumnValue>(_ position: Int) -> Value {
    Value.read(from: statement, Int32(position))
  }

  func isNull(_ column: String) -> Bool { (self[column] as IsNull).value }

  /// The bytes of a blob.
  func bytes(_ column: String) -> [UInt8] { self[column] as [UInt8] }
}

/// The names of a query's columns.
final class ColumnNames {
  private let names: [String]
  /// Columns are mostly read in their order, so each is looked for behind the one before.
  private var next = 0

  init(_ names: [String]) { self.names = names }

  func position(of name: String) -> Int {
    for offset in names.indices {
      let position = (next + offset) % names.count
      if names[position] == name {
        next = position + 1
        return position
      }
    }
    preconditionFailure("the query gives no column \(name)")
  }
}

/// What a column can be read as.
///
/// The schema says which columns may be NULL: reading NULL as a value that is always there is a bug.
protocol ColumnValue {
  static func read(from statement: OpaquePointer, _ position: Int32) -> Self
}

/// What a parameter can be bound to.
protocol StatementValue {
  func bind(to statement: PreparedStatement) -> PreparedStatement
}

/// Values for the parameters of a statement.
struct StatementArguments: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  /// What to bind; without a name to the next parameter.
  private(set) var values: [(name: String?, value: (any StatementValue)?)]

  init(arrayLiteral elements: (any StatementValue)?...) {
    values = elements.map { (nil, $0) }
  }

  init(dictionaryLiteral elements: (String, (any StatementValue)?)...) {
    values = elements.map { ($0.0, $0.1) }
  }

  static func += (arguments: inout StatementArguments, others: StatementArguments) {
    arguments.values += others.values
  }
}

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

/// Whether a column of any type is NULL.
private struct IsNull: ColumnValue {
  var value: Bool

  static func read(from statement: OpaquePointer, _ position: Int32) -> IsNull {
    IsNull(value: sqlite3_column_type(statement, position) == SQLITE_NULL)
  }
}

extension Row {
  fileprivate static func requireValue(_ statement: OpaquePointer, _ position: Int32) {
    precondition(
      sqlite3_column_type(statement, position) != SQLITE_NULL, "a column that has a value is NULL")
  }
}
