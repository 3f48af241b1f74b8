import GRDB

/// The columns of a table as its schema has them.
struct SnapshotColumns {
  struct Column {
    var name: String
    /// Whether it holds bytes, which JSON carries as Base64.
    var isBlob: Bool
  }

  var columns: [Column]
  /// The columns of the primary key, in its order.
  var key: [String]
  /// The first column, where it numbers the rows.
  var integerKey: String?

  init(of table: String, in transaction: ReadTransaction) throws(StoreFault) {
    let found = try transaction.rows(
      "SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", [table]
    ) { (name: $0[0] as String, type: $0[1] as String, place: $0[2] as Int) }
    columns = found.map { Column(name: $0.name, isBlob: $0.type == "BLOB") }
    let parts = found.filter { $0.place > 0 }.sorted { $0.place < $1.place }
    key = parts.map(\.name)
    integerKey =
      parts.count == 1 && parts[0].type == "INTEGER" && parts[0].name == found[0].name
      ? parts[0].name : nil
  }
}
