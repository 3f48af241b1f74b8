import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import FullText
@testable import Store

struct FullTextTests {
  private let bodies: [RecipeBody] = [
    RecipeBody(
      title: "Rye loaf", summary: "summarized",
      ingredients: [
        IngredientGroup(
          name: "Starter", ingredients: [Ingredient(text: "50 g levain", note: "annotated")]),
        IngredientGroup(name: "Dough", ingredients: [Ingredient(text: "300 g rye flour")]),
      ],
      steps: [StepGroup(name: "Evening", steps: ["Feed.", "Wait \"long\"\nenough."])],
      notes: ["noted"]),
    RecipeBody(title: "Crème brûlée"),
    RecipeBody(
      title: "Nameless groups",
      ingredients: [IngredientGroup(ingredients: [Ingredient(text: "flour")])]),
  ]

  private func withStore(_ body: (RecipeStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path,
        surroundings: Surroundings(
          now: { Instant(milliseconds: 0) }, randomBytes: { Array(repeating: 7, count: 10) }))
      try store.write { (transaction) throws(StoreFault) in
        var coder = BodyCoder()
        for body in bodies { _ = try transaction.storeBody(coder.code(body)) }
      }
      try body(store)
    }
  }

  /// The numbers of the bodies that an expression finds.
  private func found(_ expression: String, in store: RecipeStore) throws -> [Int64] {
    try store.write { (transaction) throws(StoreFault) in
      let list = try transaction.prepared(
        """
        SELECT group_concat(rowid) FROM (SELECT rowid FROM recipe_text WHERE recipe_text MATCH ?
          ORDER BY rowid)
        """
      ).bind(expression).text()
      return (list ?? "").split(separator: ",").compactMap { Int64($0) }
    }
  }

  @Test(
    arguments: [
      ("title: rye", [1]), ("title: creme", [2]), ("ingredients: flour", [1, 3]),
      ("ingredients: levain", [1]), ("ingredients: starter", [1]), ("steps: evening", [1]),
      ("steps: \"long enough\"", [1]), ("ingredients: \"levain dough\"", [1]),
      ("summarized", []), ("annotated", []), ("noted", []), ("ingredients", []), ("text", []),
    ] as [(String, [Int64])])
  func `title, ingredients and steps are found, headings included, and nothing else`(
    expression: String, numbers: [Int64]
  ) throws {
    try withStore { (store) throws in
      #expect(try FullTextStage.run(on: store).bodies == 3)
      #expect(try found(expression, in: store) == numbers)
    }
  }

  @Test(arguments: 1...4)
  func `new bodies are followed by their numbers, in batches of any size`(batch: Int) throws {
    try withStore { (store) throws in
      _ = try FullTextStage.run(on: store, rebuilding: false, batchBodies: batch)
      try store.write { (transaction) throws(StoreFault) in
        var coder = BodyCoder()
        _ = try transaction.storeBody(coder.code(RecipeBody(title: "Late loaf")))
      }
      #expect(try found("loaf", in: store) == [1])
      #expect(try FullTextStage.run(on: store).bodies == 1)
      #expect(try found("loaf", in: store) == [1, 4])
      #expect(try FullTextStage.run(on: store).bodies == 0)
      #expect(try FullTextStage.run(on: store, rebuilding: true).bodies == 4)
      #expect(try found("loaf", in: store) == [1, 4])
    }
  }

  @Test func `an interrupted run goes on where it stopped`() throws {
    try withStore { (store) throws in
      #expect(throws: Interrupted()) {
        _ = try FullTextStage.run(
          on: store, rebuilding: false, batchBodies: 2,
          observer: Observer(shouldStop: { true }))
      }
      #expect(try store.read { try $0.watermark(of: .text) } == 2)
      #expect(try FullTextStage.run(on: store).bodies == 1)
      #expect(try found("flour", in: store) == [1, 3])
    }
  }

  @Test func `a damaged body is named, and what came before it stays indexed`() throws {
    try withStore { (store) throws in
      try store.write { (transaction) throws(StoreFault) in
        try transaction.prepared(
          """
          INSERT INTO recipe_body (digest, content_digest, title, structured)
            VALUES (zeroblob(32), zeroblob(16), 'torn', '{"title":')
          """
        ).run()
      }
      #expect(throws: StoreFault(.inconsistent("the JSON of recipe body 4 is damaged"))) {
        _ = try FullTextStage.run(on: store, rebuilding: false, batchBodies: 3)
      }
      #expect(try store.read { try $0.watermark(of: .text) } == 3)
    }
  }
}
