import Foundation
import Import
import PipelineCore
import RecipeArchives
import RecipeFormats
import RecipeModel
import TestKit
import Testing

@testable import Store

struct ColumnImportTests {
  private static let table =
    "Was;Womit;Tun;Lassen\nTee;1 Blatt;Kochen.;Nichts.\nSaft;1 Apfel;Pressen.;\n"

  private func columns(_ pairs: (String, String)...) throws -> StatedColumns {
    try StatedColumns(pairs.map { (field: $0.0, header: $0.1) })
  }

  @Test func `a table that nobody knows is imported by its columns`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("table.txt", Self.table)
      #expect(throws: ReadFault.self) { try kitchen.run([path]) }
      let columns = try columns(("title", "Was"), ("ingredients", "Womit"), ("steps", "Tun"))
      let outcome = try kitchen.run([path]) { $0.columns = columns }
      #expect(outcome.total.inserted == 2 && outcome.accounts.map(\.format) == ["csv"])
      #expect(try kitchen.run([path]) { $0.columns = columns }.total.unchanged == 2)
    }
  }

  @Test func `a mapping that was put right updates what the wrong one brought`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("table.txt", Self.table)
      let wrong = try columns(("title", "Was"), ("steps", "Lassen"))
      let right = try columns(("title", "Was"), ("steps", "Tun"))
      #expect(try kitchen.run([path]) { $0.columns = wrong }.total.inserted == 2)
      let ids = try kitchen.texts("SELECT public_id FROM recipe ORDER BY 1")
      let outcome = try kitchen.run([path]) { $0.columns = right }
      #expect(outcome.total.updated == 2)
      #expect(try kitchen.texts("SELECT public_id FROM recipe ORDER BY 1") == ids)
      let bodies = try kitchen.texts(
        "SELECT b.structured FROM recipe r JOIN recipe_body b ON b.id = r.body_id WHERE r.community_id > 0"
      )
      #expect(bodies.count == 2 && bodies.allSatisfy { $0.contains("en.") })
    }
  }

  @Test func `a table that lacks a column is one line in quarantine, beside others`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.file("inbox/a.csv", Self.table)
      _ = try kitchen.file("inbox/b.csv", "Was;Wie\nTee;Kochen.\n")
      _ = try kitchen.file("inbox/notes.txt", "milk, eggs and flour\n")
      let columns = try columns(("title", "Was"), ("steps", "Tun"))
      let outcome = try kitchen.run([folder.appending(path: "inbox").path]) {
        $0.columns = columns
      }
      #expect(outcome.total.inserted == 2 && outcome.total.quarantined == 1)
      #expect(outcome.leftOut.counts == ["plain text": 1])
      let kept = try kitchen.store.read { (transaction) throws(StoreFault) in
        try transaction.quarantine()
      }
      #expect(
        kept.map(\.rejection.message) == ["has no column `Tun`; its columns are `Was`, `Wie`"])
    }
  }

  @Test func `columns for a format without any are refused before anything is read`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<1))
      let columns = try columns(("title", "Was"))
      #expect(throws: ColumnFault(.notATable(format: "plain-json"))) {
        try kitchen.run([path]) {
          $0.columns = columns
          $0.format = "plain-json"
        }
      }
      // What is no table is read as ever.
      #expect(try kitchen.run([path]) { $0.columns = columns }.total.inserted == 1)
    }
  }

  @Test func `the columns belong to what the run is known by`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("table.txt", Self.table)
      let (one, other) = (try columns(("title", "Was")), try columns(("title", "Womit")))
      for columns in [one, one, other] { _ = try kitchen.run([path]) { $0.columns = columns } }
      #expect(try kitchen.integer("SELECT COUNT(DISTINCT fingerprint) FROM run") == 2)
    }
  }
}
