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

  @Test func `a store whose folder cannot be written is read, and nothing is put beside it`() throws
  {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "a ?#%41 store.db").path
      _ = try RecipeStore.create(at: path, surroundings: .fixed)
      let before = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      let store = try RecipeStore.open(
        at: path, migrations: Migration.all, access: .readOnly(folder.path))
      #expect(try store.read { try $0.integer("SELECT count(*) FROM installation") } == 1)
      #expect(throws: StoreFault(.readOnly(path: folder.path))) {
        try store.write { try $0.execute("DELETE FROM installation") }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == before)
    }
  }

  @Test func `a store that is only read tells when somebody else writes meanwhile`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "levain.db").path
      _ = try RecipeStore.create(at: path, surroundings: .fixed)
      let reader = try RecipeStore.open(
        at: path, migrations: Migration.all, access: .readOnly(folder.path))
      do {
        let writer = try RecipeStore.open(at: path)
        try writer.write { _ = $0.change }
        // With a log beside the file, a new reader sees what is in the log.
        let second = try RecipeStore.open(
          at: path, migrations: Migration.all, access: .readOnly(folder.path))
        #expect(try second.read { try $0.integer("SELECT change FROM installation") } == 1)
      }
      #expect(throws: StoreFault(.changedMeanwhile)) {
        try reader.read { try $0.integer("SELECT change FROM installation") }
      }
    }
  }

  @Test func `a store that may only be read is not upgraded`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "levain.db").path
      _ = try RecipeStore.create(at: path, surroundings: .fixed)
      let next = Migration(
        number: Migration.currentVersion + 1, name: "next",
        sql: "ALTER TABLE installation ADD COLUMN motto TEXT")
      #expect(throws: StoreFault(.readOnly(path: folder.path))) {
        try RecipeStore.open(
          at: path, migrations: Migration.all + [next], access: .readOnly(folder.path))
      }
    }
  }

  @Test func `a store is made in a folder that is there`() throws {
    try withTemporaryFolder { folder in
      let missing = folder.appending(path: "missing")
      #expect(throws: StoreFault(.noFolder(path: missing.path))) {
        try RecipeStore.create(
          at: missing.appending(path: "levain.db").path, surroundings: .fixed)
      }
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
               WHERE i.seqno = 0 AND i.name IS NOT NULL
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
        let alternatives = values.map { "\(column) = '\($0)'" }.joined(separator: " OR ")
        #expect(
          squeezed.contains("CHECK (\(column) IN (\(list)))")
            || squeezed.contains("CHECK (\(alternatives))"), "\(column)")
      }
    }
  }

  @Test(
    arguments: [
      "activity (kind)", "audit_log (entity_type)", "proposal (status)", "recipe (origin_kind)",
      "recipe_revision (cause)", "recipe_source (identity_kind)",
    ])
  func `storing a row fills no temporary table to check its states`(table: String) throws {
    let queue = try DatabaseQueue()
    try queue.write { database in
      for migration in Migration.all { try database.execute(sql: migration.sql) }
      let steps = try GRDB.Row.fetchAll(
        database, sql: "EXPLAIN INSERT INTO \(table) VALUES ('')"
      ).map { $0["opcode"] as String }
      #expect(steps.contains("Insert"))
      #expect(!steps.contains("OpenEphemeral"))
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
