import Foundation
import GRDB

extension RecipeStore {
  /// Writes the whole store anew, so that nothing removed can be read from free pages, from the
  /// full-text index or from the write-ahead log.
  ///
  /// Throws `StoreFault.Cause.busy` when another process reads the store: the log could then not
  /// be emptied, and the same has to be done again.
  public func rewrite() throws(StoreFault) {
    try StoreFault.mapping {
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA secure_delete = ON")
        defer { try? database.execute(sql: "PRAGMA secure_delete = OFF") }
        // Merges what says that a text was removed with what it says is removed.
        try database.execute(sql: "INSERT INTO recipe_text (recipe_text) VALUES ('optimize')")
        try database.execute(sql: "VACUUM")
        let isBusy = try Bool.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? false
        if isBusy { throw StoreFault(.busy) }
      }
    }
  }

  /// The copies that upgrades of the schema left beside the store; they hold what was so then.
  public var olderCopies: [String] {
    let file = URL(filePath: path)
    let folder = file.deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix(file.lastPathComponent + ".schema-") }.sorted()
      .map { "\(folder)/\($0)" }
  }
}
