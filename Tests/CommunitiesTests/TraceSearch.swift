import Archives
@testable import Backups
import Foundation
import GRDB
import Indexes
import RecipeModel

@testable import Store

/// Looks for a person everywhere: in each byte of each file, and in each value of each table once
/// it is decoded.
struct TraceSearch {
  /// What would give the person away; compared without case.
  var words: [String]
  /// Their key, which views name.
  var viewer: UserKey

  /// Where a trace is: the paths of files, relative, and `table.column`.
  func traces(of store: RecipeStore, backup: String) throws -> Set<String> {
    var found = try tables(of: store)
    for suffix in ["", "-wal", "-shm"] where try holds(file: store.path + suffix) {
      found.insert("file levain.db\(suffix)")
    }
    for name in FileManager.default.enumerator(atPath: store.images.folder)?.compactMap({
      $0 as? String
    }) ?? [] where try holds(file: "\(store.images.folder)/\(name)") {
      found.insert("an image")
    }
    var walker = ArchiveWalker(paths: [backup], limits: ArchiveLimits())
    while let item = try walker.next() {
      guard case .member(let member) = item else { continue }
      if holds(try member.readAll(limit: 1 << 24)) { found.insert("backup \(member.name)") }
    }
    return found
  }

  private func tables(of store: RecipeStore) throws -> Set<String> {
    var found: Set<String> = []
    try store.read { (transaction) throws in
      let tables = try transaction.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'recipe_text'"
      ) { $0[0] as String }
      for table in tables {
        let rows = try GRDB.Row.fetchCursor(transaction.database, sql: "SELECT * FROM \(table)")
        while let row = try rows.next() {
          for (column, value) in row where holds(value) { found.insert("\(table).\(column)") }
        }
      }
      for (day, _) in try transaction.viewSegmentSizes() {
        let payload = try transaction.viewSegment(on: day) ?? []
        let events = try ViewSegment.decode(payload, on: day)
        if events.contains(where: { $0.viewer == viewer.value }) { found.insert("a view") }
      }
      for word in words {
        let term = "\"" + word.replacing("\"", with: "") + "\""
        let hits = try transaction.integer(
          "SELECT count(*) FROM recipe_text WHERE recipe_text MATCH ?", [term])
        if hits > 0 { found.insert("the full text") }
      }
    }
    return found
  }

  private func holds(_ value: DatabaseValue) -> Bool {
    switch value.storage {
    case .string(let text): holds(Array(text.utf8))
    case .blob(let bytes): holds([UInt8](bytes))
    case .null, .int64, .double: false
    }
  }

  private func holds(file path: String) throws -> Bool {
    guard FileManager.default.fileExists(atPath: path) else { return false }
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return isFolder.boolValue ? false : holds([UInt8](try Data(contentsOf: URL(filePath: path))))
  }

  private func holds(_ bytes: [UInt8]) -> Bool {
    let text = Data(bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
    return words.contains { word in
      let plain = Data(word.lowercased().utf8)
      let hex = Data(plain.flatMap { Array((String($0, radix: 16)).utf8) })
      return text.range(of: plain) != nil || text.range(of: hex) != nil
    }
  }
}
