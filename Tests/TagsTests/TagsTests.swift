import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Store
@testable import Tags

struct TagsTests {
  @Test(arguments: 0..<25)
  func `R10, R20: following the changes gives the counts of a rebuild, and of counting by hand`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      let tagged = try TaggedRecipes(in: folder)
      var generator = SeededGenerator(seed: seed)
      for _ in 0..<5 {
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
          try tagged.store.write { (transaction) throws(StoreFault) in
            try tagged.change(in: transaction, using: &generator)
          }
        }
        try TagStage.run(on: tagged.store)
        #expect(try tagged.rows() == tagged.expectedRows())
      }
      let followed = try tagged.rows()
      try TagStage.run(on: tagged.store, rebuilding: true)
      #expect(try tagged.rows() == followed)
    }
  }

  @Test func `only communities that changed are counted again`() throws {
    try withTemporaryFolder { folder in
      let tagged = try TaggedRecipes(in: folder)
      try tagged.store.write { (transaction) throws(StoreFault) in
        for community in 1...3 as ClosedRange<Int64> {
          try tagged.add(community, in: community, transaction)
          try tagged.tag(community, "bread", in: transaction)
        }
        try tagged.add(4, in: nil, transaction)
        try tagged.tag(4, "bread", in: transaction)
      }
      #expect(try TagStage.run(on: tagged.store).communities == 3)
      try tagged.store.write { (transaction) throws(StoreFault) in
        try tagged.tag(2, "rye", in: transaction)
        try tagged.tag(4, "rye", in: transaction)
      }
      #expect(try TagStage.run(on: tagged.store).communities == 1)
      #expect(try TagStage.run(on: tagged.store) == TagReport())
      #expect(try tagged.rows() == ["1 bread 1", "2 bread 1", "2 rye 1", "3 bread 1"])
    }
  }

  @Test func `R10: a community with a small part of the recipes is counted like a large one`()
    throws
  {
    try withTemporaryFolder { folder in
      let tagged = try TaggedRecipes(in: folder)
      try tagged.store.write { (transaction) throws(StoreFault) in
        for recipe in 1...40 as ClosedRange<Int64> {
          try tagged.add(recipe, in: recipe < 3 ? 1 : recipe < 35 ? 2 : nil, transaction)
          try tagged.tag(recipe, recipe.isMultiple(of: 2) ? "rye" : "bread", in: transaction)
        }
        try transaction.execute(
          "UPDATE recipe SET deleted_at = 1, deletion_id = 1 WHERE id IN (2, 4)")
      }
      #expect(try TagStage.run(on: tagged.store).communities == 2)
      #expect(try tagged.rows() == ["1 bread 1", "2 bread 16", "2 rye 15"])
      #expect(try tagged.rows() == tagged.expectedRows())
    }
  }

  @Test func `a run that stopped leaves the index behind, and the next one ends its work`() throws {
    try withTemporaryFolder { folder in
      let tagged = try TaggedRecipes(in: folder)
      try tagged.store.write { (transaction) throws(StoreFault) in
        for community in 1...3 as ClosedRange<Int64> {
          try tagged.add(community, in: community, transaction)
          try tagged.tag(community, "bread", in: transaction)
        }
      }
      #expect(throws: Interrupted()) {
        try TagStage.run(on: tagged.store, observer: Observer(shouldStop: { true }))
      }
      #expect(try tagged.store.read { try !$0.isCaughtUp(.tags) })
      try TagStage.run(on: tagged.store)
      #expect(try tagged.rows() == tagged.expectedRows())
      #expect(try tagged.store.read { try $0.isCaughtUp(.tags) })
    }
  }
}
