import GRDB
import GRDBSQLite
import JSONText
import PipelineCore

extension StoreDraft {
  /// Takes out the rows that name others that are not there, and then those that name them.
  func refuseDangling() throws(StoreFault) {
    try StoreFault.mapping {
      try queue.writeWithoutTransaction { database in
        while try GRDB.Row.fetchOne(database, sql: "PRAGMA foreign_key_check") != nil {
          try database.inTransaction(.immediate) {
            try refuseDangling(in: database)
            return .commit
          }
        }
      }
    }
  }

  private func refuseDangling(in database: Database) throws {
    let transaction = ReadTransaction(database: database)
    let tables = try transaction.rows(
      "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid"
    ) { $0[0] as String }
    for table in tables {
      let references = try transaction.rows(
        "SELECT \"from\", \"table\", coalesce(\"to\", 'id') FROM pragma_foreign_key_list(?)",
        [table]
      ) { (column: $0[0] as String, parent: $0[1] as String, key: $0[2] as String) }
      for reference in references {
        let condition = """
          "\(reference.column)" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "\(reference.parent)" p
            WHERE p."\(reference.key)" = "\(table)"."\(reference.column)")
          """
        try transaction.eachRow("SELECT * FROM \"\(table)\" WHERE \(condition)") { row in
          dangling += 1
          let what = "\(reference.column) names what is not there"
          refused.append(
            Rejection(
              .unknownReference, what, at: SourceLocation(archive: table), raw: row.jsonLine))
        }
        try database.execute(sql: "DELETE FROM \"\(table)\" WHERE \(condition)")
      }
    }
  }
}

extension Row {
  /// All columns as a JSON array.
  fileprivate var jsonLine: [UInt8] {
    var writer = JSONWriter()
    writer.array { writer in
      for position in 0..<sqlite3_column_count(statement) {
        writer.value(of: statement, at: position)
      }
    }
    return writer.bytes
  }
}
