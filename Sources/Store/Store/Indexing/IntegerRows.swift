import GRDB
import GRDBSQLite

/// The columns of a row that holds whole numbers and nulls; valid inside the closure only.
struct IntegerRow {
  fileprivate let statement: OpaquePointer

  subscript(column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  func optional(_ column: Int32) -> Int64? {
    sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : self[column]
  }
}

extension ReadTransaction {
  /// Walks rows of whole numbers in order, without a row value in between.
  ///
  /// For queries that run once for each node of a tree; the body must not run the same query.
  func eachIntegerRow(
    _ sql: String, _ arguments: Int64..., body: (IntegerRow) -> Void
  ) throws(StoreFault) {
    try StoreFault.mapping {
      let statement = try cachedStatement(sql).sqliteStatement
      defer { sqlite3_reset(statement) }
      for (index, argument) in arguments.enumerated() {
        sqlite3_bind_int64(statement, Int32(index + 1), argument)
      }
      var code = sqlite3_step(statement)
      while code == SQLITE_ROW {
        body(IntegerRow(statement: statement))
        code = sqlite3_step(statement)
      }
      guard code == SQLITE_DONE else {
        throw DatabaseError(
          resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
      }
    }
  }
}
