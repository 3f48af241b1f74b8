import GRDB

@testable import Store

/// How SQLite would answer a statement, line by line.
struct QueryPlan {
  var sql: String
  var lines: [String]

  init(of sql: String, in database: Database) throws {
    self.sql = sql
    let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
    // Values do not change the plan: the store keeps no statistics of them.
    statement.setUncheckedArguments(StatementArguments())
    lines = try Row.fetchAll(statement).map { $0["detail"] }
  }

  /// The lines that read a whole table or a whole index; `sqlite_sequence` has a row for each of
  /// the few tables whose numbers are never used again.
  var scans: [String] {
    lines.filter {
      $0.hasPrefix("SCAN ") && $0 != "SCAN CONSTANT ROW" && $0 != "SCAN sqlite_sequence"
    }
  }
}

extension WriteTransaction {
  /// The statements that a body runs, in order.
  func statements(of body: () throws -> Void) throws -> [String] {
    var statements: [String] = []
    database.trace { event in
      guard case .statement(let statement) = event else { return }
      statements.append(statement.sql)
    }
    defer { database.trace(nil) }
    try body()
    // What triggers run is shown as a comment.
    return statements.filter { !$0.hasPrefix("--") }
  }
}
