import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

struct SnapshotTests {
  @Test func `every table of the schema is held by a snapshot, or known to be derived`() throws {
    try withPantry { store, _ in
      let tables = try store.read { transaction in
        try transaction.rows(
          """
          SELECT name FROM sqlite_schema WHERE type = 'table'
            AND name NOT LIKE 'recipe_text_%' AND name NOT LIKE 'grdb_%'
          """
        ) { $0[0] as String }
      }
      #expect(
        Set(tables)
          == Set(SnapshotTable.allCases.map(\.rawValue)).union(SnapshotTable.derived)
          .union(SnapshotTable.ofThisMachine))
    }
  }

  @Test func `what is said to carry the number of its change has a column for it`() throws {
    try withPantry { store, _ in
      for table in SnapshotTable.allCases where table.following == .change {
        let columns = try store.read { (transaction) throws in
          try SnapshotColumns(of: table.rawValue, in: transaction).columns.map(\.name)
        }
        #expect(columns.contains("change"), "\(table)")
      }
    }
  }

  @Test func `the schema tells of removed rows of all tables that are followed`() throws {
    try withPantry { store, _ in
      let triggers = try store.read { transaction in
        try transaction.rows(
          "SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%_is_removed'"
        ) { $0[0] as String }
      }
      #expect(
        Set(triggers) == Set(SnapshotTable.allCases.filter(\.isFollowed).map(\.rawValue)))
    }
  }

  @Test func `a store made of the blocks of another holds the same rows`() throws {
    try withPantry { store, folder in
      let copy = folder.appending(path: "copy.db").path
      let draft = try StoreDraft(at: copy, schemaVersion: Migration.currentVersion)
      var rows: [SnapshotTable: Int] = [:]
      try store.read { (transaction) throws in
        for table in SnapshotTable.allCases {
          try transaction.eachSnapshotBlock(of: table, .all) { block in
            let place = SourceLocation(archive: table.rawValue)
            let stored = try draft.load(block.lines, of: table.rawValue, at: place)
            #expect(stored == block.rows)
            rows[table, default: 0] += stored
          }
          #expect(try rows[table] ?? 0 == transaction.snapshotRows(of: table))
        }
      }
      #expect(draft.refused == [])
      #expect(rows[.recipe] == 2 && rows[.recipeTag] == 1)
      try draft.finish()
      let restored = try RecipeStore.open(at: copy)
      #expect(try Self.lines(of: restored) == Self.lines(of: store))
      #expect(try Self.schema(of: restored) == Self.schema(of: store))
      let problems = try restored.read { transaction in
        try transaction.rows("PRAGMA integrity_check") { $0[0] as String }
      }
      #expect(problems == ["ok"])
    }
  }

  @Test func `what changed is found by number, what grew by key, tags with their recipe`() throws {
    try withPantry { store, _ in
      let before = try store.read { (transaction) throws in try transaction.snapshotState() }
      try store.write { (transaction) throws in
        try transaction.execute(
          "UPDATE recipe SET updated_at = updated_at + 1, change = ? WHERE public_id = 'copy'",
          [transaction.change])
        try transaction.execute("DELETE FROM recipe_tag", [])
      }
      let changed = try store.read { (transaction) throws -> [SnapshotTable: [String]] in
        #expect(try transaction.follows(before))
        var found: [SnapshotTable: [String]] = [:]
        for table in SnapshotTable.allCases where table.following != .none {
          #expect(
            try transaction.canFollow(table, since: before)
              == (table != .recipe && table != .recipeTag), "\(table)")
          try transaction.eachSnapshotBlock(of: table, .changed(since: before)) { block in
            let lines = String(decoding: block.lines, as: UTF8.self).split(separator: "\n")
            found[table] = lines.dropFirst().map(String.init)
          }
        }
        return found
      }
      #expect(Set(changed.keys) == [.recipe, .recipeTag])
      #expect(changed[.recipe]?.count == 1)
      #expect(changed[.recipeTag] == ["[2,[]]"])
    }
  }

  @Test func `rows that went for good are not followed, until the next whole snapshot`() throws {
    try withPantry { store, _ in
      let before = try store.read { (transaction) throws in try transaction.snapshotState() }
      // A transaction that does not count as a change: the number is the next one all the same.
      try store.write { (transaction) throws in
        try transaction.execute("DELETE FROM membership WHERE public_id = 'ben-circle'")
      }
      try store.read { (transaction) throws in
        #expect(try !transaction.canFollow(.membership, since: before))
        #expect(try transaction.canFollow(.user, since: before))
      }
      try store.write { (transaction) throws in
        try transaction.execute("UPDATE user SET change = ?", [transaction.change])
      }
      let after = try store.read { (transaction) throws in try transaction.snapshotState() }
      try store.read { (transaction) throws in
        #expect(try transaction.canFollow(.membership, since: after))
      }
    }
  }

  @Test func `another store, and one that was put back, are not followed`() throws {
    try withPantry { store, folder in
      let before = try store.read { (transaction) throws in try transaction.snapshotState() }
      #expect(try store.read { (transaction) throws in try transaction.follows(before) })
      var other = before
      other.installationID = "another"
      #expect(try !store.read { (transaction) throws in try transaction.follows(other) })
      var later = before
      later.change += 1
      #expect(try !store.read { (transaction) throws in try transaction.follows(later) })
      // The counter went on, but from what was there before the run of the snapshot.
      var elsewhere = before
      elsewhere.lastRun = RunID("elsewhere")
      #expect(try !store.read { (transaction) throws in try transaction.follows(elsewhere) })
    }
  }

  @Test func `blocks end where ranges of keys end, so that one row more changes one block`() throws
  {
    try withPantry { store, _ in
      try store.write { (transaction) throws in
        for key in [10, 16_383, 16_384, 20_000, 40_000] {
          try transaction.execute(
            "INSERT INTO tag (id, public_id, name, folded, change) VALUES (?1, ?1, ?1, ?1, 1)",
            [key])
        }
      }
      func ranges() throws -> [SnapshotBlock] {
        try store.read { (transaction) throws in
          var blocks: [SnapshotBlock] = []
          try transaction.eachSnapshotBlock(of: .tag, .all) { blocks.append($0) }
          return blocks
        }
      }
      let before = try ranges()
      #expect(before.map(\.keys) == [1...16_383, 16_384...20_000, 40_000...40_000])
      try store.write { (transaction) throws in
        try transaction.execute(
          "INSERT INTO tag (id, public_id, name, folded, change) VALUES (17000, 'x', 'x', 'x', 1)")
      }
      let after = try ranges()
      #expect(after.count == 3 && after[0] == before[0] && after[2] == before[2])
      #expect(after[1] != before[1])
    }
  }

  @Test func `a row that cannot be, and what names it, are refused and the rest is kept`() throws {
    try withPantry { store, folder in
      let copy = folder.appending(path: "copy.db").path
      let draft = try StoreDraft(at: copy, schemaVersion: Migration.currentVersion)
      try store.read { (transaction) throws in
        for table in SnapshotTable.allCases {
          try transaction.eachSnapshotBlock(of: table, .all) { block in
            var text = String(decoding: block.lines, as: UTF8.self)
            // Ben's name becomes a number, and Cleo's line is cut off.
            if table == .user {
              text = text.replacing("\"Ben\"", with: "7.5").replacing("\"Cleo\",", with: "")
            }
            _ = try draft.load(
              Array(text.utf8), of: table.rawValue,
              at: SourceLocation(archive: "backup", members: [table.rawValue]))
          }
        }
      }
      try draft.finish()
      let restored = try RecipeStore.open(at: copy)
      try restored.read { (transaction) throws in
        #expect(try transaction.integer("SELECT count(*) FROM user") == 1)
        #expect(try transaction.integer("SELECT count(*) FROM membership") == 1)
        #expect(try transaction.integer("SELECT count(*) FROM recipe") == 0)
        let dangling = try transaction.rows("PRAGMA foreign_key_check") { $0[0] as String }
        #expect(dangling.isEmpty)
      }
      let places = draft.refused.map { "\($0.code.rawValue) \($0.location)" }
      #expect(places.contains("record.invalid-value backup!/user:3"))
      #expect(places.contains("record.invalid-value backup!/user:4"))
      #expect(places.contains("record.unknown-reference recipe"))
      // Both recipes, the membership, the tag of one, and what the pantry holds of them besides.
      #expect(draft.refused.count > 5)
      #expect(draft.refused.allSatisfy { !$0.raw.isEmpty && !$0.message.contains("@") })
    }
  }

  @Test(arguments: [
    "", "[1,2]", #"{"table":"recipe_text","columns":["title"]}"#,
    #"{"table":"sqlite_master","columns":["sql"]}"#, #"{"table":"tag; DROP","columns":["id"]}"#,
    #"{"table":"tag","columns":[]}"#, #"{"table":"tag","columns":["id","id"]}"#,
    #"{"table":"tag","columns":["id","\" OR 1"]}"#,
    #"{"table":"tag","columns":["id","name"],"gathered":"id"}"#,
  ])
  func `a block that begins with something else is refused as a whole`(heading: String) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "copy.db").path
      let draft = try StoreDraft(at: path, schemaVersion: 1)
      let lines = Array((heading + "\n[1,\"a\"]\n").utf8)
      #expect(throws: StoreFault.self) {
        try draft.load(lines, of: "tag", at: SourceLocation(archive: "backup"))
      }
      draft.discard()
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }

  @Test func `a draft takes no place that is taken, and none of a newer schema`() throws {
    try withPantry { store, folder in
      #expect(throws: StoreFault(.alreadyExists(path: store.path))) {
        try StoreDraft(at: store.path, schemaVersion: 1)
      }
      let path = folder.appending(path: "copy.db").path
      #expect(throws: StoreFault(.newerSchema(found: 99, known: Migration.currentVersion))) {
        try StoreDraft(at: path, schemaVersion: 99)
      }
    }
  }

  // MARK: - Fixtures

  private func withPantry(_ body: (RecipeStore, URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path,
        surroundings: Surroundings(
          now: { Pantry.noon }, randomBytes: { [UInt8](repeating: 7, count: 10) }))
      try store.write { (transaction) throws in
        _ = try Pantry(filling: transaction)
        _ = try transaction.insert(
          """
          INSERT INTO run (public_id, kind, fingerprint, label, state, reference_at, started_at)
            VALUES ('first', 'setup', x'00', '', 'succeeded', 0, 0)
          """, [])
      }
      try body(store, folder)
    }
  }

  private static func lines(of store: RecipeStore) throws -> [SnapshotTable: [UInt8]] {
    try store.read { (transaction) throws in
      var lines: [SnapshotTable: [UInt8]] = [:]
      for table in SnapshotTable.allCases {
        try transaction.eachSnapshotBlock(of: table, .all) { lines[table, default: []] += $0.lines }
      }
      return lines
    }
  }

  private static func schema(of store: RecipeStore) throws -> Set<String> {
    try store.read { transaction in
      Set(
        try transaction.rows("SELECT coalesce(sql, name) FROM sqlite_schema") { $0[0] as String })
    }
  }
}
