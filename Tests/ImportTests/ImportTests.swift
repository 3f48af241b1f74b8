import Archives
import Foundation
import Import
import PipelineCore
import RecipeModel
import Store
import TestKit
import Testing

struct ImportTests {
  @Test func `R8: each imported recipe has a community record and a personal copy`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let outcome = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<3))])
      #expect(outcome.total.inserted == 3)
      #expect(try kitchen.integer("SELECT count(*) FROM recipe WHERE community_id = 1") == 3)
      let copies = try kitchen.integer(
        """
        SELECT count(*) FROM recipe c JOIN recipe r ON r.id = c.origin_id AND r.body_id = c.body_id
         WHERE c.community_id IS NULL AND c.origin_kind = 'personal_copy' AND c.creator_id = 1
        """)
      #expect(copies == 3)
      #expect(try kitchen.texts("SELECT kind FROM activity") == ["recipes_imported"])
      #expect(try kitchen.texts("SELECT action FROM audit_log") == ["recipe.import"])
    }
  }

  @Test func `R8: an import into a catalogue makes one record each, without copies`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run(
        [try kitchen.file("a.jsonl", Kitchen.lines(0..<3))], intoCatalogue: true)
      #expect(
        try kitchen.integer(
          "SELECT count(*) FROM recipe WHERE community_id IS NULL AND origin_id IS NULL") == 3)
      #expect(try kitchen.integer("SELECT count(*) FROM recipe") == 3)
    }
  }

  @Test func `the same archive twice changes nothing`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<40))
      _ = try kitchen.run([path])
      let before = try kitchen.contents()
      let again = try kitchen.run([path])
      #expect(again.total.unchanged == 40)
      #expect(try kitchen.contents() == before)
      #expect(try kitchen.integer("SELECT count(*) FROM activity") == 1)
    }
  }

  @Test func `equal content from another address is skipped, and so it is the next time`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let other = Kitchen.lines(0..<2).replacingOccurrences(of: "/loaf/", with: "/bread/")
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<2) + other)
      let first = try kitchen.run([path])
      #expect((first.total.inserted, first.total.skipped) == (2, 2))
      let second = try kitchen.run([path])
      #expect((second.total.unchanged, second.total.skipped) == (2, 2))
    }
  }

  @Test func `two records with one address and different content are two recipes`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file(
        "a.jsonl", Kitchen.lines(0..<1) + Kitchen.lines(0..<1, step: "Fry"))
      #expect(try kitchen.run([path]).total.inserted == 2)
      #expect(try kitchen.run([path]).total.unchanged == 2)
    }
  }

  @Test func `a changed source updates what people left alone`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<3))])
      let changed = try kitchen.run([
        try kitchen.file("b.jsonl", Kitchen.lines(0..<2, step: "Steam"))
      ])
      #expect(changed.total.updated == 2)
      #expect(
        try kitchen.integer(
          """
          SELECT count(*) FROM recipe r JOIN recipe_body b ON b.id = r.body_id
           WHERE r.community_id = 1 AND b.structured LIKE '%Steam%'
          """) == 2)
      // R9: the personal copies live apart.
      #expect(
        try kitchen.integer(
          """
          SELECT count(*) FROM recipe r JOIN recipe_body b ON b.id = r.body_id
           WHERE r.community_id IS NULL AND b.structured LIKE '%Steam%'
          """) == 0)
    }
  }

  @Test func `a changed source becomes a proposal where people changed the recipe too`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      _ = try kitchen.run([try kitchen.file("a.jsonl", Kitchen.lines(0..<2))])
      try kitchen.editFirstRecipe()
      let before = try kitchen.texts("SELECT body_id || '' FROM recipe WHERE id = 1")
      let path = try kitchen.file("b.jsonl", Kitchen.lines(0..<1, step: "Steam"))
      #expect(try kitchen.run([path]).total.proposed == 1)
      #expect(try kitchen.texts("SELECT body_id || '' FROM recipe WHERE id = 1") == before)
      #expect(try kitchen.texts("SELECT status FROM proposal") == ["pending"])
      // A source digest once proposed is not proposed again.
      #expect(try kitchen.run([path]).total.unchanged == 1)
      #expect(try kitchen.integer("SELECT count(*) FROM proposal") == 1)
    }
  }

  @Test func `R20: a recipe that was deleted is not imported again`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<2))
      _ = try kitchen.run([path])
      try kitchen.deleteFirstRecipe()
      let again = try kitchen.run([path])
      #expect((again.total.skipped, again.total.unchanged) == (1, 1))
      #expect(
        try kitchen.integer("SELECT count(*) FROM recipe WHERE deleted_at IS NOT NULL") == 1)
    }
  }

  @Test func `R10: tags of the record and of the request are put on both records`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Kitchen.lines(0..<1))
      _ = try kitchen.run([path], tags: ["BREAD", "Family"])
      let tags = try kitchen.texts(
        """
        SELECT group_concat(t.name, ',') FROM (SELECT * FROM recipe_tag ORDER BY tag_id) rt
          JOIN tag t ON t.id = rt.tag_id GROUP BY rt.recipe_id
        """)
      #expect(tags == ["Bread,Rye 0,Family", "Bread,Rye 0,Family"])
    }
  }
}

extension Kitchen {
  func editFirstRecipe() throws {
    try store.write { transaction in
      try transaction.setBody(
        of: RecipeKey(1), to: BodyKey(2), at: Kitchen.noon)
    }
  }

  func deleteFirstRecipe() throws {
    try store.write { transaction in
      let deletion = try transaction.nextDeletionKey()
      try transaction.insertDeletion(deletion, .recipe, by: cook, at: Kitchen.noon)
      try transaction.markDeleted(
        RecipeKey(1), by: DeletionMark(deletion: deletion, at: Kitchen.noon))
    }
  }
}
