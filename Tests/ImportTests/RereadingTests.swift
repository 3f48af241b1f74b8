import Foundation
import Import
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Store

/// What a newer version of a reader changes of recipes whose sources say what they said.
struct RereadingTests {
  private static let line = #"""
    {"id":1,"title":"Soup","description":"Warm.","ingredients":["1 leek"],"directions":["Cook."],\#
    "author":"Ada","tags":["Winter"],"image":"https://example.org/soup.jpg"}
    """#

  typealias Edit = @Sendable (inout RecipeBody) -> Void

  /// What the older reader made otherwise, what people changed, and what the recipe must then say.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var older: Edit
    var people: Edit = { _ in }
    /// Changes what the newer reader gives into what is expected.
    var expected: Edit = { _ in }
    var isUpdated = true
  }

  static let cases = [
    Case(
      testDescription: "a field that the older reader could not hold comes",
      older: { $0.summary = nil }),
    Case(
      testDescription: "a field that the older reader read wrongly is put right",
      older: { $0.title = "S0up" }),
    Case(
      testDescription: "what people edited stays, what they left alone comes",
      older: {
        $0.summary = nil; $0.title = "S0up"
      }, people: { $0.title = "Ada's soup" },
      expected: { $0.title = "Ada's soup" }),
    Case(
      testDescription: "a field that people filled where the older reader gave nothing stays",
      older: {
        $0.summary = nil; $0.credit.author = nil
      }, people: { $0.summary = "Hot." },
      expected: { $0.summary = "Hot." }),
    Case(
      testDescription: "where people changed all that is read otherwise, nothing changes",
      older: { $0.summary = nil }, people: { $0.summary = "Hot." },
      expected: { $0.summary = "Hot." }, isUpdated: false),
    Case(
      testDescription: "where the newer reader reads the same, nothing changes",
      older: { _ in }, isUpdated: false),
    Case(
      testDescription: "where the newer reader reads the same, an edit stays",
      older: { _ in }, people: { $0.title = "Ada's soup" }, expected: { $0.title = "Ada's soup" },
      isUpdated: false),
    Case(
      testDescription: "where people wrote what the newer reader reads, nothing changes",
      older: { $0.title = "S0up" }, people: { $0.title = "Soup" }, isUpdated: false),
  ]

  @Test(arguments: cases)
  func `a newer reader takes over what nobody changed`(_ case: Case) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Self.line + "\n")
      _ = try kitchen.run([path])
      let newest = try kitchen.soup()
      var older = newest
      `case`.older(&older)
      var local = older
      `case`.people(&local)
      try kitchen.pretend(local: local, readAs: older, by: 0)

      let plan = try kitchen.plan([path])
      let outcome = try kitchen.run([path])
      let told = (outcome.total.updated, outcome.total.unchanged)
      #expect(told == (`case`.isUpdated ? (1, 0) : (0, 1)))
      #expect(plan.accounts == outcome.accounts)
      var expected = newest
      `case`.expected(&expected)
      #expect(try kitchen.soup() == expected)
      #expect(try kitchen.integer("SELECT count(*) FROM proposal") == 0)
      // R12: what it said before is kept.
      let changes = `case`.isUpdated
      #expect(try kitchen.texts("SELECT cause FROM recipe_revision") == (changes ? ["import"] : []))
      // What was read again is not read again, whoever edited; and the source is held to be new.
      let rows = try kitchen.everything()
      #expect(try kitchen.run([path]).total.unchanged == 1)
      #expect(try kitchen.soup() == expected)
      #expect(try kitchen.integer("SELECT min(reader_version) FROM recipe_source") > 0)
      #expect(
        try kitchen.everything().filter { $0.hasPrefix("recipe") }
          == rows.filter { $0.hasPrefix("recipe") })
    }
  }

  @Test func `a source that changes after it was read again is proposed where people edited`()
    throws
  {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Self.line + "\n")
      _ = try kitchen.run([path])
      var older = try kitchen.soup()
      older.summary = nil
      var local = older
      local.title = "Ada's soup"
      try kitchen.pretend(local: local, readAs: older, by: 0)
      #expect(try kitchen.run([path]).total.updated == 1)
      let changed = try kitchen.file(
        "b.jsonl", Self.line.replacingOccurrences(of: "1 leek", with: "2 leeks") + "\n")
      #expect(try kitchen.run([changed]).total.proposed == 1)
    }
  }

  @Test func `tags and pictures come where there are none and nobody took them off`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Self.line + "\n")
      _ = try kitchen.run([path])
      let body = try kitchen.soup()
      for isTagged in [false, true] {
        try kitchen.store.write { (transaction) throws in
          try transaction.execute("DELETE FROM recipe_tag WHERE recipe_id = 1", [])
          try transaction.execute("DELETE FROM recipe_image WHERE recipe_id = 1", [])
          guard isTagged else { return }
          try transaction.insert(
            NewAuditEntry(
              id: AuditID("tagged"), action: "recipe.tag", actor: nil,
              subject: .recipe(try #require(try transaction.recipe(RecipeKey(1))).id),
              createdAt: Kitchen.noon))
        }
        try kitchen.pretend(local: body, readAs: body, by: 0)
        let plan = try kitchen.plan([path])
        let outcome = try kitchen.run([path])
        #expect(plan.accounts == outcome.accounts)
        #expect(outcome.total.updated == 1)
        let tags = try kitchen.integer("SELECT count(*) FROM recipe_tag WHERE recipe_id = 1")
        #expect(tags == (isTagged ? 0 : 1))
        #expect(try kitchen.integer("SELECT count(*) FROM recipe_image WHERE recipe_id = 1") == 1)
      }
    }
  }

  @Test(arguments: [false, true])
  func `a newer reader is taken back, and until then hinders taking back the import before`(
    isEdited: Bool
  ) throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Self.line + "\n")
      _ = try kitchen.run([path])
      var older = try kitchen.soup()
      older.summary = nil
      var local = older
      if isEdited { local.title = "Ada's soup" }
      try kitchen.pretend(local: local, readAs: older, by: 0)
      let before = try WholeStore(kitchen.store)
      #expect(try kitchen.run([path]).total.updated == 1)
      #expect(try kitchen.soup().summary == "Warm.")

      let first = try kitchen.undo(try kitchen.importRun(1))
      #expect(first.counts.recipes == 0)
      #expect(first.left.map(\.reason) == [.updatedAgain])
      let undone = try kitchen.undo(try kitchen.importRun())
      #expect((undone.counts.recipes, undone.counts.updates, undone.left.count) == (0, 1, 0))
      #expect(try kitchen.soup() == local)
      // The import also indexes what was stored without it, in pretending.
      let differences = try WholeStore(kitchen.store).differences(from: before).filter {
        !$0.hasPrefix("recipe_text:")
      }
      #expect(differences == [])
    }
  }

  @Test func `tags and pictures that a newer reader brought go when that is taken back`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Self.line + "\n")
      _ = try kitchen.run([path])
      let body = try kitchen.soup()
      try kitchen.store.write { (transaction) throws in
        try transaction.execute("DELETE FROM recipe_tag WHERE recipe_id = 1", [])
        try transaction.execute("DELETE FROM recipe_image WHERE recipe_id = 1", [])
      }
      try kitchen.pretend(local: body, readAs: body, by: 0)
      let before = try WholeStore(kitchen.store)
      #expect(try kitchen.run([path]).total.updated == 1)
      #expect(try kitchen.integer("SELECT count(*) FROM recipe_tag WHERE recipe_id = 1") == 1)
      let undone = try kitchen.undo(try kitchen.importRun())
      #expect((undone.counts.recipes, undone.counts.updates, undone.left.count) == (0, 1, 0))
      #expect(try WholeStore(kitchen.store).differences(from: before) == [])
    }
  }

  @Test func `an older reader, and that of another format, change nothing`() throws {
    try withTemporaryFolder { folder in
      let kitchen = try Kitchen(in: folder)
      let path = try kitchen.file("a.jsonl", Self.line + "\n")
      _ = try kitchen.run([path])
      let body = try kitchen.soup()
      var older = body
      older.summary = nil
      try kitchen.pretend(local: older, readAs: older, by: 1000)
      #expect(try kitchen.run([path]).total.unchanged == 1)
      try kitchen.pretend(local: older, readAs: older, by: 0)
      try kitchen.store.write { (transaction) throws(StoreFault) in
        try transaction.execute("UPDATE recipe_source SET format = 'other'", [])
      }
      #expect(try kitchen.run([path]).total.unchanged == 1)
      #expect(try kitchen.soup() == older)
    }
  }
}

extension Kitchen {
  /// What the first recipe says.
  fileprivate func soup() throws -> RecipeBody {
    try store.read { (transaction) throws in
      let recipe = try #require(try transaction.recipe(RecipeKey(1)))
      return try transaction.body(recipe.body)
    }
  }

  /// Makes the first recipe what it would be after another reader read it and people edited it.
  fileprivate func pretend(
    local: RecipeBody, readAs older: RecipeBody, by version: Int
  ) throws {
    try store.write { (transaction) throws in
      var coder = BodyCoder()
      let source = try transaction.storeBody(coder.code(older))
      let body = try transaction.storeBody(coder.code(local))
      try transaction.setBody(of: RecipeKey(1), to: body, at: Kitchen.noon)
      try transaction.execute(
        "UPDATE recipe_source SET body_id = ?, reader_version = ?", [source.value, version])
    }
  }
}
