import Foundation
import GRDB
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Store

struct IndexingQueryPlanTests {
  /// One call of each query of Indexing, in the order of its files.
  private static func runEverything(in transaction: WriteTransaction) throws {
    let recipe = RecipeKey(1)
    let place = LineagePlace(recipe: recipe, root: recipe, depth: 0, pre: 0, post: 0)
    for index in DerivedIndex.allCases { _ = try transaction.isCaughtUp(index) }
    try transaction.removeLineage()
    try transaction.removeTagCounts()
    try transaction.removeText()
    try transaction.removeSignatures()
    _ = try transaction.signatureCount()
    _ = try transaction.lastSignedBody()
    try transaction.eachSignature { _, _ in }
    try transaction.removeSignature(of: BodyKey(1))
    _ = try transaction.importedDuplicates(of: RunKey(1))
    for place in [DuplicatePlace.community(CommunityKey(1)), .catalogue(of: UserKey(1))] {
      _ = try transaction.duplicates(
        in: place, minimumScore: 0, states: [.open], offset: 0, limit: 9)
    }
    _ = try transaction.hasComparedAllBodies()
    _ = try transaction.staleForks(after: .after(change: 0), limit: 9)
    _ = try transaction.forkCount(upTo: 9)
    _ = try transaction.eachFork(ofOriginsAfter: recipe, limit: 9) { _, _ in }
    _ = try transaction.hasLineage()
    _ = try transaction.forkRoot(of: recipe)
    _ = try transaction.forks(of: recipe)
    try transaction.insert(place)
    #expect(try transaction.indexedRoot(of: recipe) == recipe)
    #expect(try transaction.indexedTree(of: recipe) == [place])
    #expect(try transaction.indexedPlace(of: recipe) == place)
    #expect(try transaction.commonAncestor(of: place, and: place) == place)
    try transaction.eachLineageRow(ofTree: recipe) { _, _ in }
    _ = try transaction.lineageRow(of: RecipeID("r"))
    try transaction.removeLineage(of: recipe)
    _ = try transaction.communitiesChanged(after: 0)
    try transaction.recountTags(of: CommunityKey(1))
    _ = try transaction.bodyCount(after: BodyKey(0))
    try transaction.eachBody(after: BodyKey(0)) { _, _, _ in true }
    try transaction.index(
      IndexedText(RecipeBody(title: "A")), of: try transaction.lastBody())
    let person = try transaction.readerKeys(of: UserID("u"), communities: [CommunityID("c")])
    for keys in [try transaction.operatorKeys(), person] {
      for order in VariantOrder.allCases {
        _ = try transaction.variantRows(of: recipe, by: order, limit: 9, for: keys)
      }
      _ = try transaction.topTags(for: keys, limit: 9)
      _ = try transaction.countedTopTags(for: keys, limit: 9)
      _ = try transaction.tag(FoldedName("t"))
      _ = try transaction.tagsTogether(with: TagKey(1), for: keys)
      _ = try transaction.recipeCount(of: TagKey(1), for: keys)
      _ = try transaction.countedRecipes(of: TagKey(1), for: keys)
      _ = try transaction.recipeCount(for: keys)
      for (text, tags) in [("\"a\"", [1, 2]), (nil, [1]), (nil, [])] as [(String?, [Int64])] {
        let request = SearchRequest(
          text: text, tags: Set(tags.map { TagKey($0) }), offset: 0, limit: 9)
        _ = try transaction.searchHits(request, for: keys)
      }
      _ = try transaction.unindexedRecipeCount(for: keys)
      _ = try transaction.searchedCommunity(FoldedName("c"))
    }
  }

  /// The statements that `runEverything` ran.
  private func statements(in store: RecipeStore) throws -> [String] {
    final class Trace { var statements: [String] = [] }
    let trace = Trace()
    try store.write { transaction in
      transaction.database.trace { event in
        if case .statement(let statement) = event { trace.statements.append(statement.sql) }
      }
      defer { transaction.database.trace(options: []) }
      try IndexingQueryPlanTests.runEverything(in: transaction)
    }
    return trace.statements.filter { !$0.hasPrefix("--") && !$0.contains("delete-all") }
  }

  @Test func `no query of the indexes reads a large table from end to end`() throws {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path, surroundings: .fixed)
      try store.write { (transaction) throws(StoreFault) in
        var coder = BodyCoder()
        _ = try transaction.storeBody(coder.code(RecipeBody(title: "loaf")))
        try transaction.execute(
          """
          INSERT INTO user (public_id, email, email_folded, username, username_folded, created_at,
            updated_at, change) VALUES ('u', 'u', 'u', 'u', 'u', 0, 0, 1)
          """)
        try transaction.execute(
          """
          INSERT INTO recipe (id, public_id, body_id, creator_id, created_at, updated_at, change)
            VALUES (1, 'r', 1, 1, 0, 0, 1)
          """)
      }
      let statements = try statements(in: store)
      #expect(statements.count > 50)
      // Emptying an index, the few communities, and tables that are lists of bound values.
      let whole = [
        "DELETE FROM lineage", "DELETE FROM tag_count", "DELETE FROM near_duplicate",
        "DELETE FROM body_signature", "SELECT count(*) FROM body_signature",
        // All forks at once, when nothing is indexed yet.
        "SELECT 1 FROM lineage LIMIT 1", ReadTransaction.countedForks,
        // The candidates for a new body are all bodies.
        "SELECT body_id, signature FROM body_signature ORDER BY body_id",
      ]
      let small = ["SCAN community", "SCAN json_each", "SCAN g ", "SCAN asked ", "SCAN hit"]
      // What a query has found so far.
      let found = ["SCAN t", "SCAN a", "SCAN k", "SCAN p", "SCAN variant"]
      for sql in Set(statements) where !whole.contains(sql) {
        let plan = try store.read { transaction in
          let statement = try transaction.database.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
          statement.setUncheckedArguments([])
          return try Row.fetchAll(statement).map { $0["detail"] as String }
        }
        for step in plan where step.hasPrefix("SCAN") {
          #expect(
            step.contains("recipe_text VIRTUAL TABLE") || found.contains(step)
              || step.hasPrefix("SCAN (subquery-") || small.contains { step.hasPrefix($0) },
            "\(step) in \(sql)")
        }
      }
    }
  }
}
