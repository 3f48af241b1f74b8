import Foundation
import GRDB
import Import
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store

/// What becomes of records whose recipes people changed, and of what recipes said before.
struct ImportProposalTests {
  @Test func `R11: what an import proposes stands in the feed as what people propose`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<2))])
      try kitchen.editFirstRecipe()
      _ = try kitchen.run([try kitchen.file("b.jsonl", Kitchen.lines(0..<1, step: "Steam"))])
      #expect(
        try kitchen.texts("SELECT kind FROM activity ORDER BY id")
          == ["recipes_imported", "variant_proposed"])
    }
  }

  @Test func `R14: what an import proposes where nobody decides is a variant at once`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<2))])
      try kitchen.editFirstRecipe()
      let path = try kitchen.file("b.jsonl", Kitchen.lines(0..<1, step: "Steam"))
      try kitchen.store.write { transaction in
        try transaction.execute("UPDATE membership SET deleted_at = joined_at", [])
      }
      #expect(try kitchen.run([path]).total.proposed == 1)
      #expect(try kitchen.texts("SELECT status FROM proposal") == ["rejected"])
      #expect(
        try kitchen.integer(
          """
          SELECT count(*) FROM recipe v JOIN proposal p ON p.variant_recipe_id = v.id
           WHERE v.origin_kind = 'variant' AND v.origin_id = 1 AND v.body_id = p.body_id
             AND p.decided_by_id IS NULL
          """) == 1)
      #expect(
        try kitchen.texts("SELECT kind FROM activity ORDER BY id")
          == ["recipes_imported", "variant_proposed", "variant_created"])
      #expect(try kitchen.run([path]).total.unchanged == 1)
    }
  }

  @Test func `R12: an update by a source keeps what the recipe said before`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<2))])
      let before = try kitchen.texts("SELECT body_id || '' FROM recipe WHERE id IN (1, 3)")
      // There and back again: each time something else was replaced.
      for step in ["Steam", "Bake", "Steam"] {
        let path = try kitchen.file("\(step).jsonl", Kitchen.lines(0..<2, step: step))
        #expect(try kitchen.run([path]).total.updated == 2)
      }
      #expect(try kitchen.texts("SELECT cause FROM recipe_revision").count == 6)
      #expect(
        try kitchen.texts("SELECT body_id || '' FROM recipe_revision ORDER BY id LIMIT 2")
          == before)
      #expect(try kitchen.texts("SELECT DISTINCT cause FROM recipe_revision") == ["import"])
    }
  }

  @Test func `a source that comes to say what people wrote proposes nothing`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let first = try kitchen.file("a.jsonl", Kitchen.lines(0..<1))
      let second = try kitchen.file("b.jsonl", Kitchen.lines(0..<1, step: "Steam"))
      _ = try kitchen.run([first])
      let body = try kitchen.texts("SELECT body_id || '' FROM recipe WHERE id = 1")
      _ = try kitchen.run([second])
      // Somebody takes the recipe back to what it said, and then the source does so too.
      try kitchen.store.write { transaction in
        try transaction.execute(
          "UPDATE recipe SET body_id = ? WHERE id = 1", [Int64(body[0]) ?? 0])
      }
      let third = try kitchen.file(
        "c.jsonl", Kitchen.lines(0..<1).replacingOccurrences(of: "Bread", with: "Loaf"))
      #expect(try kitchen.run([third]).total.unchanged == 1)
      #expect(try kitchen.integer("SELECT count(*) FROM proposal") == 0)
    }
  }

  @Test func `an accepted proposal of a source is taken over, so that the next one updates`() throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<1))])
      try kitchen.editFirstRecipe()
      _ = try kitchen.run([try kitchen.file("b.jsonl", Kitchen.lines(0..<1, step: "Steam"))])
      try kitchen.store.write { transaction in
        let id = try #require(
          try transaction.row("SELECT public_id FROM proposal") { ProposalID($0[0]) })
        let proposal = try #require(try transaction.proposal(id))
        try transaction.setBody(of: proposal.recipe, to: proposal.body, at: Kitchen.noon)
        try transaction.accept(proposal, by: kitchen.cook, at: Kitchen.noon)
      }
      let path = try kitchen.file("c.jsonl", Kitchen.lines(0..<1, step: "Fry"))
      #expect(try kitchen.run([path]).total.updated == 1)
    }
  }
}
