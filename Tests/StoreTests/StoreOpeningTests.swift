import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

struct StoreOpeningTests {
  @Test func `a new store opens again and has its schema`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "levain.db").path
      _ = try RecipeStore.create(at: path, surroundings: .fixed)
      let store = try RecipeStore.open(at: path)
      let tables = try store.read { transaction in
        try transaction.integer("SELECT count(*) FROM sqlite_schema WHERE type = 'table'")
      }
      #expect(tables > 25)
    }
  }

  @Test func `a store is never made over a file that is there`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "levain.db").path
      _ = try RecipeStore.create(at: path, surroundings: .fixed)
      #expect(throws: StoreFault(.alreadyExists(path: path))) {
        try RecipeStore.create(at: path, surroundings: .fixed)
      }
    }
  }

  @Test func `an older schema is upgraded after a copy was put beside it`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "levain.db").path
      _ = try RecipeStore.create(at: path, surroundings: .fixed)
      let next = Migration(
        number: Migration.currentVersion + 1, name: "next",
        sql: "ALTER TABLE installation ADD COLUMN motto TEXT")
      let store = try RecipeStore.open(at: path, migrations: Migration.all + [next])
      #expect(try store.read { try $0.integer("SELECT count(motto) FROM installation") } == 0)
      let copy = try RecipeStore.open(at: "\(path).schema-\(Migration.currentVersion)")
      #expect(try copy.read { try $0.integer("SELECT count(*) FROM installation") } == 1)
      #expect(
        throws: StoreFault(
          .newerSchema(found: next.number, known: Migration.currentVersion))
      ) { try RecipeStore.open(at: path) }
    }
  }

  @Test(arguments: ["", "not a database at all, but long enough to be looked at as one"])
  func `a file that is no store is refused and left as it is`(content: String) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "levain.db").path
      try content.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(throws: StoreFault.self) { try RecipeStore.open(at: path) }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == content)
    }
  }

  @Test func `only one run holds a store, and a released store can be held again`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "levain.db").path
      do {
        let lock = try RunLock(storePath: path, holder: "first")
        _ = withExtendedLifetime(lock) {
          #expect(throws: StoreFault(.locked(holder: "first"))) {
            try RunLock(storePath: path, holder: "second")
          }
        }
      }
      _ = try RunLock(storePath: path, holder: "third")
    }
  }

  @Test func `a transaction that throws stores nothing and does not move the counter`() throws {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path, surroundings: .fixed)
      #expect(throws: Interrupted.self) {
        try store.write { (transaction) throws in
          try transaction.execute("UPDATE installation SET retention_days = 7")
          throw Interrupted()
        }
      }
      let row = try store.read { transaction in
        try transaction.integer("SELECT retention_days * 1000 + change FROM installation")
      }
      #expect(row == 30_000)
    }
  }
}

struct SchemaTests {
  @Test func `every foreign key has an index that leads with it`() throws {
    let queue = try DatabaseQueue()
    try queue.write { database in
      for migration in Migration.all { try database.execute(sql: migration.sql) }
      let tables = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'"
      )
      for table in tables {
        let keys = try String.fetchAll(
          database, sql: "SELECT \"from\" FROM pragma_foreign_key_list(?)", arguments: [table])
        for key in keys {
          let leading = try String.fetchAll(
            database,
            sql: """
              SELECT i.name FROM pragma_index_list(?) AS l, pragma_index_info(l.name) AS i
               WHERE i.seqno = 0
              UNION ALL SELECT name FROM pragma_table_info(?) WHERE pk = 1
              """, arguments: [table, table])
          #expect(leading.contains(key), "\(table).\(key)")
        }
      }
    }
  }

  @Test func `every state column refuses a value outside of its set`() throws {
    let queue = try DatabaseQueue()
    try queue.write { database in
      for migration in Migration.all { try database.execute(sql: migration.sql) }
      let sql = try String.fetchAll(
        database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'table'"
      ).joined()
      let sets: [(String, [String])] = [
        ("role", Role.allCases.map(\.rawValue)),
        ("visibility", Visibility.allCases.map(\.rawValue)),
        ("origin_kind", OriginKind.allCases.map(\.rawValue)),
        ("status", ProposalStatus.allCases.map(\.rawValue)),
        ("notifications", NotificationPreference.allCases.map(\.rawValue)),
        ("kind", ActivityKind.allCases.map(\.rawValue)),
      ]
      let squeezed = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        .replacingOccurrences(of: "( ", with: "(")
      for (column, values) in sets {
        let list = values.map { "'\($0)'" }.joined(separator: ", ")
        #expect(squeezed.contains("CHECK (\(column) IN (\(list)))"), "\(column)")
      }
    }
  }
}

extension Surroundings {
  /// A clock that stands still and ids that repeat.
  static var fixed: Surroundings {
    Surroundings(
      now: { Instant(milliseconds: 1_795_000_000_000) },
      randomBytes: { Array(repeating: 7, count: 10) })
  }
}
