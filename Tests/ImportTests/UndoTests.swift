import Communities
import CommunityRules
import Foundation
import Import
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

/// Taking an import back, of which nobody has built on anything.
struct UndoTests {
  @Test(arguments: [1, 3, 500], [false, true])
  func `a plain import that is taken back leaves every table and file as before`(
    batch: Int, isIndexed: Bool
  ) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      // Something is there already, by which tags, texts and pictures are told apart.
      _ = try kitchen.run([try kitchen.file("old.jsonl", Kitchen.lines(0..<5))])
      if isIndexed { try kitchen.index() }
      let before = try WholeStore(kitchen.store)
      let path = try kitchen.richArchive("box.tar")
      let outcome = try kitchen.run(
        [path, try kitchen.file("new.jsonl", Kitchen.lines(3..<12))], tags: ["Fresh"])
      #expect((outcome.total.inserted, outcome.total.quarantined) == (11, 1))
      if isIndexed { try kitchen.index() }
      #expect(try WholeStore(kitchen.store).files.count == 1)

      let undone = try kitchen.undo(try kitchen.importRun(), batchSize: batch)
      #expect(undone.left == [] && undone.exitCode == .done)
      #expect((undone.counts.recipes, undone.counts.quarantined) == (11, 1))
      if isIndexed { try kitchen.index() }
      #expect(try WholeStore(kitchen.store).differences(from: before) == [])
      #expect(try kitchen.importRun().state == .undone)
      #expect(
        try kitchen.texts("SELECT action FROM audit_log ORDER BY id").suffix(2)
          == ["recipe.import", "run.undo"])
    }
  }

  @Test
  func `an import that updated, proposed and took over is taken back, and then the one before`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let empty = try WholeStore(kitchen.store)
      _ = try kitchen.run([
        try kitchen.richArchive("box.tar"), try kitchen.file("a.jsonl", Kitchen.lines(0..<6)),
      ])
      let untouched = try WholeStore(kitchen.store)
      let second = [
        try kitchen.richArchive("box2.tar", step: "Boil", photo: 2),
        try kitchen.file("b.jsonl", Kitchen.lines(0..<8, step: "Steam")),
      ]
      let outcome = try kitchen.run(second)
      #expect((outcome.total.updated, outcome.total.inserted) == (10, 2))
      try kitchen.undo(try kitchen.importRun())
      #expect(try WholeStore(kitchen.store).differences(from: untouched) == [])
      // What is again as the first left it can go with the first.
      let undone = try kitchen.undo(try kitchen.importRun(1))
      #expect(undone.left == [])
      #expect(try WholeStore(kitchen.store).differences(from: empty) == [])
    }
  }

  @Test func `proposals that nobody decided on go, with the variants of those nobody could decide`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<3))])
      try kitchen.people.edit(try kitchen.recipe(0), as: kitchen.theCook)
      let before = try WholeStore(kitchen.store)
      let path = try kitchen.file("b.jsonl", Kitchen.lines(0..<1, step: "Steam"))
      #expect(try kitchen.run([path]).total.proposed == 1)
      #expect(try kitchen.undo(try kitchen.importRun()).counts.proposals == 1)
      #expect(try WholeStore(kitchen.store).differences(from: before) == [])

      try kitchen.setMembership("deleted_at = joined_at")
      let away = try WholeStore(kitchen.store)
      #expect(try kitchen.run([path]).total.proposed == 1)
      #expect(try kitchen.integer("SELECT count(*) FROM recipe WHERE origin_kind = 'variant'") == 1)
      #expect(try kitchen.undo(try kitchen.importRun()).left == [])
      #expect(try WholeStore(kitchen.store).differences(from: away) == [])
    }
  }

  @Test func `R22: a variant that was viewed leaves a bare node with its views`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<1))])
      try kitchen.people.edit(try kitchen.recipe(0), as: kitchen.theCook)
      try kitchen.setMembership("deleted_at = joined_at")
      _ = try kitchen.run([try kitchen.file("b.jsonl", Kitchen.lines(0..<1, step: "Steam"))])
      let variant = try kitchen.integer("SELECT id FROM recipe WHERE origin_kind = 'variant'")
      try kitchen.view(RecipeKey(variant))
      let outcome = try kitchen.undo(try kitchen.importRun())
      #expect((outcome.counts.proposals, outcome.counts.nodes, outcome.left.count) == (1, 1, 0))
      #expect(
        try kitchen.texts(
          "SELECT (body_id IS NULL) || (purged_at IS NOT NULL) FROM recipe WHERE id = \(variant)")
          == ["11"])
    }
  }

  @Test func `an import that was taken back can be imported again, whole`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<20))
      let first = try kitchen.run([path])
      let before = try kitchen.texts("SELECT public_id FROM recipe ORDER BY 1")
      try kitchen.undo(try kitchen.importRun())
      let again = try kitchen.run([path])
      #expect(again.total == first.total && again.run != first.run)
      #expect(try kitchen.texts("SELECT public_id FROM recipe ORDER BY 1") == before)
    }
  }

  @Test func `an import that was stopped and taken back begins anew`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<20))
      let before = try WholeStore(kitchen.store)
      #expect(throws: Interrupted.self) {
        try kitchen.run([path], batchRecords: 5, observer: Observer(shouldStop: { true }))
      }
      #expect(try kitchen.undo(try kitchen.importRun()).counts.recipes == 5)
      #expect(try WholeStore(kitchen.store).differences(from: before) == [])
      #expect(try kitchen.run([path]).total.inserted == 20)
    }
  }

  @Test func `taking back twice takes nothing more, and the import after it stays`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<4))
      _ = try kitchen.run([path])
      let run = try kitchen.importRun()
      try kitchen.undo(run)
      _ = try kitchen.run([path])
      let before = try WholeStore(kitchen.store)
      let second = try kitchen.undo(run)
      #expect(second.counts.isEmpty && second.left == [])
      #expect(try WholeStore(kitchen.store).differences(from: before) == [])
    }
  }

  @Test func `R22: a purge takes what is kept for an undo, with its texts and pictures`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.richArchive("box.tar")])
      _ = try kitchen.run([try kitchen.richArchive("b.tar", step: "Boil", photo: 2)])
      #expect(try kitchen.integer("SELECT count(*) FROM import_update") == 4)
      let ids = try kitchen.texts("SELECT public_id FROM recipe")
      for id in ids { try kitchen.people.deleteRecipe(RecipeID(id), as: kitchen.theCook) }
      try kitchen.store.write { transaction in
        let keys = try transaction.rows("SELECT id FROM recipe") { RecipeKey($0[0]) }
        _ = try transaction.purge(keys, at: Kitchen.noon)
      }
      for table in [
        "import_update", "import_update_tag", "import_update_image", "recipe_body", "image",
      ] {
        #expect(try kitchen.integer("SELECT count(*) FROM \(table)") == 0, "\(table)")
      }
    }
  }

  @Test func `R23: a credit that is erased goes from what is kept for an undo, too`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      func line(_ step: String) -> String {
        #"{"title":"Rye","ingredients":["rye"],"directions":["\#(step)."],"author":"cook","#
          + #""url":"https://example.org/rye"}"# + "\n"
      }
      _ = try kitchen.run([try kitchen.file("a.jsonl", line("Bake"))])
      _ = try kitchen.run([try kitchen.file("b.jsonl", line("Steam"))])
      let named = "SELECT count(*) FROM recipe_body WHERE structured LIKE '%cook%'"
      #expect(try kitchen.integer(named) == 2)
      try kitchen.addAdmin("other")
      _ = try kitchen.people.eraseUser("cook", recipes: .kept, successors: [], as: .operator)
      #expect(try kitchen.integer(named) == 0)
      // Their credit was taken out since, so the texts are no longer what the import left.
      #expect(try kitchen.undo(try kitchen.importRun()).left.map(\.reason) == [.changed])
      #expect(try kitchen.integer("SELECT count(*) FROM pragma_foreign_key_check") == 0)
    }
  }

  @Test func `chains go in one go, whichever of them came first`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let before = try WholeStore(kitchen.store)
      let chain = (0..<60).map { number in
        let origin = number < 59 ? #","isBasedOn":"https://r.example/\#(number + 1)""# : ""
        return #"{"@context":"https://schema.org","@type":"Recipe","name":"N\#(number)","#
          + #""@id":"https://r.example/\#(number)","recipeIngredient":["\#(number) eggs"]\#(origin)}"#
      }
      _ = try kitchen.run([try kitchen.file("c.jsonl", chain.joined(separator: "\n") + "\n")])
      #expect(
        try kitchen.integer("SELECT count(*) FROM recipe WHERE origin_kind = 'variant'") == 59)
      #expect(try kitchen.undo(try kitchen.importRun(), batchSize: 7).counts.recipes == 60)
      #expect(try WholeStore(kitchen.store).differences(from: before) == [])
    }
  }

  @Test func `R22: what was viewed leaves a bare node with its views, and can be imported again`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<4))
      _ = try kitchen.run([path])
      try kitchen.view(RecipeKey(3))
      let outcome = try kitchen.undo(try kitchen.importRun())
      #expect((outcome.counts.recipes, outcome.counts.nodes, outcome.left.count) == (4, 1, 0))
      #expect(
        try kitchen.texts(
          "SELECT id || ' ' || (body_id IS NULL) || (purged_at IS NOT NULL) FROM recipe") == [
            "3 11"
          ])
      #expect(try kitchen.newRecipes() == 0)
      #expect(try kitchen.run([path]).total.inserted == 4)
      #expect(try kitchen.newRecipes() == 4)
      #expect(
        try kitchen.integer("SELECT count(*) FROM recipe WHERE id = 3 AND body_id IS NULL") == 1,
        "the views of one recipe would be another's")
    }
  }
}

extension Kitchen {
  /// How many recipes count as having come into the community.
  fileprivate func newRecipes() throws -> Int {
    try store.read { transaction in
      var count = 0
      let always = Instant(milliseconds: .min)..<Instant(milliseconds: .max)
      try transaction.eachOccurrence(in: .community(community), during: always) { occurrence in
        count += occurrence.kind == .newRecipe ? 1 : 0
      }
      return count
    }
  }
}
