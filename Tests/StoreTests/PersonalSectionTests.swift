import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

struct PersonalSectionTests {
  private func withStore(_ body: (RecipeStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try body(
        try RecipeStore.create(
          at: folder.appending(path: "a.db").path,
          surroundings: Surroundings(
            now: { Instant(milliseconds: 0) }, randomBytes: { [UInt8](repeating: 1, count: 10) })))
    }
  }

  /// A person's export says of each column that leads to a user what becomes of it: a new one must be
  /// put into a section, or left out with a reason.
  @Test
  func `R23: every column that leads to a user is in a person's export, or left out for a reason`()
    throws
  {
    try withStore { store in
      var columns: Set<String> = []
      try store.read { (transaction) throws in
        let tables = try transaction.rows(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ) { $0[0] as String }
        for table in tables {
          columns.formUnion(
            try transaction.rows(
              """
              SELECT "from" FROM pragma_foreign_key_list(?) WHERE "table" = 'user'
              UNION SELECT name FROM pragma_table_info(?)
               WHERE name LIKE '%user%' AND name NOT LIKE 'username%' OR name LIKE '%creator%'
                 OR name LIKE '%actor%' OR name LIKE '%importer%' OR name LIKE '%proposer%'
                 OR name LIKE '%owner%' OR name LIKE '%member_id%' OR name LIKE '%viewer%'
              """, [table, table]
            ) { "\(table).\($0[0] as String)" })
        }
      }
      // What counts people, and tells nobody apart.
      columns = columns.filter { !$0.hasPrefix("rollup_") && !$0.hasPrefix("target_point.") }
      let told = Set((PersonalSection.all + [PersonalSection.views]).flatMap(\.follows))
        .union(PersonalSection.leftOut.keys).subtracting(PersonalSection.untold)
      #expect(columns.subtracting(told).sorted() == [])
      #expect(told.subtracting(columns).sorted() == [])
    }
  }

  /// The same for what the rows say: a new column must be given, or left out with a reason.
  @Test
  func `R23: every column of what is a person's is in their export, or left out for a reason`()
    throws
  {
    try withStore { store in
      try store.read { (transaction) throws in
        var given = Set(PersonalSection.account.map { "user.\($0)" })
        for section in PersonalSection.all {
          let statement = try transaction.database.makeStatement(sql: section.query)
          // Such as `community(id,name),membership(role)`.
          for table in statement.databaseRegion.description.split(separator: ")") {
            let parts = table.drop { $0 == "," || $0 == " " }.split(separator: "(")
            guard let name = parts.first, let columns = parts.dropFirst().first else { continue }
            given.formUnion(columns.split(separator: ",").map { "\(name).\($0)" })
          }
        }
        var missing: [String] = []
        for table in [
          "user", "membership", "recipe", "recipe_body", "recipe_source", "recipe_image",
          "recipe_revision", "proposal", "activity", "feed_mark", "takedown", "image",
        ] {
          let columns = try transaction.rows("SELECT name FROM pragma_table_info(?)", [table]) {
            $0[0] as String
          }
          for column in columns where column != "id" && column != "change" {
            let isFolded = column.hasSuffix("_folded")
            let name = "\(table).\(column)"
            guard !isFolded, !given.contains(name), PersonalSection.contentLeftOut[name] == nil
            else { continue }
            missing.append(name)
          }
        }
        #expect(missing == [])
      }
    }
  }

  @Test func `a picture that is only an address has no digest, and a source has its extras`() throws
  {
    try withStore { store in
      try store.write { (transaction) throws in
        for statement in [
          """
          INSERT INTO user (id, public_id, email, email_folded, username, username_folded,
              created_at, updated_at, change) VALUES (1, 'u', 'a@x', 'a@x', 'a', 'a', 0, 0, 1)
          """,
          """
          INSERT INTO recipe_body (id, digest, content_digest, title, structured)
            VALUES (1, zeroblob(32), zeroblob(16), 'Rye', '{}')
          """,
          """
          INSERT INTO recipe (id, public_id, body_id, creator_id, created_at, updated_at, change)
            VALUES (1, 'r', 1, 1, 0, 0, 1)
          """,
          """
          INSERT INTO recipe_image (public_id, recipe_id, position, url, uploaded_at, change)
            VALUES ('i', 1, 0, 'https://example.org/rye.png', 0, 1)
          """,
          """
          INSERT INTO run (id, public_id, kind, fingerprint, label, state, reference_at, started_at)
            VALUES (1, 'n', 'import', x'00', 'x', 'succeeded', 0, 0)
          """,
          """
          INSERT INTO recipe_source (recipe_id, run_id, source_name, identity_kind, identity,
              identity_ordinal, record_digest, format, reader_version, body_id, archive, extras, change)
            VALUES (1, 1, 's', 'title', 'rye', 1, zeroblob(32), 'f', 1, 1, 'a', '{"stars":5}', 1)
          """,
        ] {
          try transaction.execute(statement)
        }
      }
      func value(_ name: String, of section: String) throws -> PersonalValue? {
        let section = try #require(PersonalSection.all.first { $0.name == section })
        let place = try #require(section.columns.firstIndex { $0.name == name })
        var found: PersonalValue?
        try store.read { (transaction) throws in
          try transaction.eachPersonalRow(of: section, about: UserKey(1)) { found = $0[place] }
        }
        return found
      }
      let (digest, url) = (try value("digest", of: "images"), try value("url", of: "images"))
      #expect(digest == PersonalValue.none && url == .text("https://example.org/rye.png"))
      let extras = try value("extras", of: "sources")
      #expect(extras == .json(Array(#"{"stars":5}"#.utf8)))
    }
  }

  @Test func `the page about backups names every such column`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "Sources/Stages/Backups/Backups.docc/Backups.md"),
      encoding: .utf8)
    for section in PersonalSection.all + [PersonalSection.views] {
      #expect(page.contains("| `\(section.name)` |"))
      for column in section.follows { #expect(page.contains("`\(column)`"), "\(column)") }
    }
    for column in PersonalSection.leftOut.keys { #expect(page.contains("`\(column)`")) }
  }

  @Test func `every section gives its columns`() throws {
    try withStore { store in
      try store.read { (transaction) throws in
        for section in PersonalSection.all + [PersonalSection.views] {
          try transaction.eachPersonalRow(of: section, about: UserKey(1)) { _ in }
          let statement = try transaction.database.makeStatement(sql: section.query)
          #expect(statement.columnCount == section.columns.count, "\(section.name)")
          #expect(Set(section.columns.map(\.name)).count == section.columns.count)
        }
      }
    }
  }
}
