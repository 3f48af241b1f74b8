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

  /// Whether a column, of any type, is NULL.
  func isNull(_ column: String) -> Bool {
    sqlite3_column_type(statement, Int32(columns.position(of: column))) == SQLITE_NULL
  }

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

extension Row {
  static func requireValue(_ statement: OpaquePointer, _ position: Int32) {
    precondition(
      sqlite3_column_type(statement, position) != SQLITE_NULL, "a column that has a value is NULL")
  }
}
