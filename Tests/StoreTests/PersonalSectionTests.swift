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
