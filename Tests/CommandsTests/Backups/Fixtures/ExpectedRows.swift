import Foundation
@testable import Store

/// Rows that a store must hold, each table with the query that they answer.
///
/// The queries stand with the rows, so that what was expected once is asked of a store of any later
/// schema.
struct ExpectedRows {
  struct Table: Codable {
    var table: String
    /// Gives one text for each row.
    var query: String
    /// How many there are; the rows follow, one on each line.
    var count: Int
  }

  private(set) var tables: [(table: Table, rows: [String])] = []

  /// What a store holds now.
  init(of store: RecipeStore, asking queries: [(table: String, query: String)]) throws {
    tables = try store.read { (transaction) throws in
      try queries.map { table, query in
        let rows = try transaction.rows(query) { $0[0] as String }
        return (Table(table: table, query: query, count: rows.count), rows)
      }
    }
  }

  init(contentsOf file: URL) throws {
    var lines = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n").map(String.init)[...]
    while let heading = lines.popFirst() {
      let table = try JSONDecoder().decode(Table.self, from: Data(heading.utf8))
      tables.append((table, Array(lines.prefix(table.count))))
      lines = lines.dropFirst(table.count)
    }
  }

  /// As a file holds it.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try tables.flatMap { table, rows in
      [String(decoding: try encoder.encode(table), as: UTF8.self)] + rows
    }.map { $0 + "\n" }.joined()
  }

  /// The names of the tables that have a row.
  var filled: Set<String> { Set(tables.filter { !$0.rows.isEmpty }.map(\.table.table)) }

  /// What of a store is otherwise, row by row.
  func differences(from store: RecipeStore) throws -> [String] {
    let found = try ExpectedRows(
      of: store, asking: tables.map { ($0.table.table, $0.table.query) })
    var differences: [String] = []
    for (expected, found) in zip(tables, found.tables) {
      let name = expected.table.table
      for row in Set(expected.rows).subtracting(found.rows) {
        differences.append("\(name) lacks \(row)")
      }
      for row in Set(found.rows).subtracting(expected.rows) {
        differences.append("\(name) has \(row)")
      }
      if expected.rows.count != found.rows.count {
        differences.append("\(name) has \(found.rows.count) and not \(expected.rows.count)")
      }
    }
    return differences.sorted()
  }
}

extension ReadTransaction {
  /// Asks for all columns of every table that a snapshot holds.
  func queriesOfEverything() throws -> [(table: String, query: String)] {
    try SnapshotTable.allCases.map { table in
      let columns = try columns(of: table.rawValue).map { column in
        column.isBlob ? "iif(\(column.name) IS NULL, NULL, hex(\(column.name)))" : column.name
      }
      return (
        table.rawValue,
        "SELECT json_array(\(columns.joined(separator: ", "))) FROM \(table.rawValue) "
          + "WHERE \(table.condition) ORDER BY 1"
      )
    }
  }

  /// Asks for what people see, without the keys that a store gives: whatever has an id of its own stands
  /// there by that.
  func queriesOfWhatIsSeen() throws -> [(table: String, query: String)] {
    try [
      "user", "community", "target", "membership", "tag", "recipe_body", "recipe", "recipe_tag",
      "image", "recipe_image", "recipe_revision", "proposal", "takedown", "activity", "erasure",
      "audit_log",
    ].map { table in
      let named = try rows(
        "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)", [table]
      ) { (column: $0[0] as String, parent: $0[1] as String) }
      let columns = try columns(of: table).compactMap { column -> String? in
        guard !["id", "change"].contains(column.name) else { return nil }
        guard let parent = named.first(where: { $0.column == column.name })?.parent else {
          return column.isBlob
            ? "iif(t.\(column.name) IS NULL, NULL, hex(t.\(column.name)))" : "t.\(column.name)"
        }
        let known = try self.columns(of: parent).map(\.name)
        guard let name = ["public_id", "digest"].first(where: known.contains) else {
          return "t.\(column.name) IS NULL"
        }
        let value = name == "digest" ? "hex(p.digest)" : "p.public_id"
        return "(SELECT \(value) FROM \(parent) p WHERE p.id = t.\(column.name))"
      }
      return (
        table, "SELECT json_array(\(columns.joined(separator: ", "))) FROM \(table) t ORDER BY 1"
      )
    }
  }

  private func columns(of table: String) throws -> [(name: String, isBlob: Bool)] {
    try rows("SELECT name, type FROM pragma_table_info(?) ORDER BY cid", [table]) {
      ($0[0] as String, ($0[1] as String) == "BLOB")
    }
  }
}
