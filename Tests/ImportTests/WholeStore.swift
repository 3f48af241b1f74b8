import Foundation
import GRDB
import RecipeModel

@testable import Store

/// Every row of every table of a store, keys included, and every file of a picture.
struct WholeStore: Equatable {
  /// Not compared: the books that runs keep of themselves, whom the log says did what, how far
  /// indexes followed, and when rows went for good.
  static let tablesAside: Set<String> = [
    "schedule_known", "scheduled_job",
    "run", "pipeline_run", "run_stage", "run_input", "known_input", "run_account", "run_warning",
    "run_checkpoint",
    "import_request", "run_change",
    "run_recipe_change", "run_undo", "audit_log", "index_state", "removal",
  ]

  /// Not compared: the change counter, and the numbers of rows that went and came back.
  static let columnsAside: Set<String> = ["installation.change", "recipe_image.id"]

  private(set) var rows: [String: [String]] = [:]
  private(set) var files: [String]

  init(_ store: RecipeStore) throws {
    files = (FileManager.default.enumerator(atPath: store.images.folder)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.count > 10 }.sorted()
    try store.read { transaction in
      let tables = try transaction.rows(
        """
        SELECT name FROM sqlite_schema WHERE type = 'table'
           AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'recipe_text%'
        """
      ) { $0[0] as String }
      for table in tables where !WholeStore.tablesAside.contains(table) {
        let columns = try transaction.rows("SELECT name FROM pragma_table_info(?)", [table]) {
          $0[0] as String
        }.filter { $0 != "change" && !WholeStore.columnsAside.contains("\(table).\($0)") }
        let row = columns.map { "quote(\($0))" }.joined(separator: " || ' ' || ")
        rows[table] = try transaction.rows("SELECT \(row) FROM \(table) ORDER BY 1") {
          $0[0] as String
        }
      }
      try transaction.database.execute(
        sql: "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, recipe_text, instance)")
      rows["recipe_text"] = try transaction.rows(
        "SELECT term || ' ' || doc || ' ' || col || ' ' || offset FROM temp.terms ORDER BY 1"
      ) { $0[0] as String }
      try transaction.database.execute(sql: "DROP TABLE temp.terms")
    }
  }

  /// The tables that differ, with the rows that only one of the two has.
  func differences(from other: WholeStore) -> [String] {
    var found: [String] = files == other.files ? [] : ["files: \(files) and \(other.files)"]
    for table in Set(rows.keys).union(other.rows.keys).sorted() {
      let (mine, theirs) = (rows[table] ?? [], other.rows[table] ?? [])
      guard mine != theirs else { continue }
      let (only, lacking) = (
        Set(mine).subtracting(theirs).sorted(), Set(theirs).subtracting(mine).sorted()
      )
      found.append("\(table): + \(only.prefix(3)) - \(lacking.prefix(3))")
    }
    return found
  }
}
