import GRDB

extension RecipeStore {
  /// What SQLite finds wrong with the file and with what its rows name; nothing in a sound store.
  ///
  /// Reads every page and every index. Of many findings the first hundred of each kind.
  public func integrityFindings() throws(StoreFault) -> [String] {
    try StoreFault.mapping {
      try queue.read { database in
        let damage = try String.fetchAll(database, sql: "PRAGMA integrity_check(100)")
        let dangling = try GRDB.Row.fetchAll(
          database,
          sql: """
            SELECT "table", "parent", count(*) AS rows FROM pragma_foreign_key_check
             GROUP BY "table", "parent" ORDER BY "table", "parent" LIMIT 100
            """
        ).map { row in
          "\(row["rows"] as Int) rows of \(row["table"] as String) name what is not in "
            + "\(row["parent"] as String)"
        }
        return damage.filter { $0 != "ok" } + dangling
      }
    }
  }
}
