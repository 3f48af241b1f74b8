import Foundation
import FullText
import GRDB
import Lineage
import PipelineCore
import RecipeCoding
import RecipeModel
import Rollups
import TestKit
import Testing

@testable import Purging
@testable import Store

struct PurgingTests {
  /// All rows of a query as text.
  private func rows(_ sql: String, in store: RecipeStore) throws -> [String] {
    try store.read { transaction in
      try GRDB.Row.fetchAll(transaction.database, sql: sql).map { row in
        row.databaseValues.map { "\($0)" }.joined(separator: "|")
      }
    }
  }

  private func derive(_ store: RecipeStore, _ surroundings: Surroundings) throws {
    _ = try LineageStage.run(on: store)
    _ = try FullTextStage.run(on: store)
    _ = try Rollup(store: store, surroundings: surroundings).run(observer: Observer())
  }

  /// What was counted, apart from the keys of the calendars.
  private static let counted = """
    SELECT c.community_id, c.time_zone, d.day, d.recipes, d.views, d.anonymous, d.repeats, d.robots,
        hex(d.payload)
      FROM rollup_day d JOIN rollup_calendar c ON c.id = d.calendar_id
     ORDER BY c.community_id, c.time_zone, d.day
    """

  @Test(arguments: 0..<60)
  func `R22: families, lineage and counts are the same before and after a purge`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      let history = try History(seed: seed, in: folder)
      let store = history.store
      try derive(store, history.surroundings)
      let counted = try rows(Self.counted, in: store)
      #expect(!counted.isEmpty)

      let report = try PurgeStage.run(
        on: store, surroundings: history.surroundings, batchRows: 1 + seed % 7)
      let left = try rows(
        "SELECT count(*) FROM recipe WHERE deleted_at <= \(horizon) AND purged_at IS NULL",
        in: store)
      #expect(left == ["0"])
      #expect(
        try rows("SELECT count(*) FROM recipe WHERE purged_at IS NOT NULL", in: store)
          == ["\(report.counts.recipes)"])

      for isRebuilt in [false, true] {
        if isRebuilt {
          _ = try LineageStage.run(on: store, rebuilding: true)
          _ = try Rollup(store: store, surroundings: history.surroundings)
            .run(rebuild: true, observer: Observer())
        } else {
          try derive(store, history.surroundings)
        }
        try expectFamilies(of: history)
        #expect(try rows(Self.counted, in: store) == counted)
        let proof = try Rollup(store: store, surroundings: history.surroundings).reconcile()
        #expect(proof.isProved)
      }
      #expect(try PurgeStage.run(on: store, surroundings: history.surroundings).counts.isEmpty)
    }
  }

  private var horizon: Int64 { History.start.milliseconds + 30 * History.day }

  private func expectFamilies(of history: History) throws {
    try history.store.read { (transaction) throws in
      for recipe in history.recipes {
        let key = RecipeKey(recipe)
        let family = try transaction.family(below: key)
        #expect(Set(family.map(\.node.key.value)) == history.family(of: recipe))
        let place = history.place(of: recipe)
        let root = try transaction.indexedRoot(of: key)?.value ?? recipe
        #expect(root == place.root)
        let tree = try transaction.indexedTree(of: RecipeKey(place.root))
        #expect((tree.first { $0.recipe == key }?.depth ?? 0) == place.depth)
        #expect(try transaction.lineageRow(of: key) != nil)
      }
    }
  }

  @Test(arguments: 0..<20)
  func `R22: nothing of what was purged is left but the node`(seed: Int) throws {
    try withTemporaryFolder { folder in
      let history = try History(seed: seed, in: folder)
      let store = history.store
      try derive(store, history.surroundings)
      _ = try PurgeStage.run(on: store, surroundings: history.surroundings)
      for table in ["recipe_tag", "recipe_image", "recipe_source", "recipe_revision", "proposal"] {
        #expect(
          try rows(
            """
            SELECT * FROM \(table)
             WHERE recipe_id IN (SELECT id FROM recipe WHERE purged_at IS NOT NULL)
            """, in: store) == [])
      }
      #expect(
        try rows(
          "SELECT id FROM recipe_body WHERE id NOT IN (SELECT body_id FROM recipe "
            + "WHERE body_id IS NOT NULL)", in: store) == [])
      // What the index finds is what a new one finds.
      let words = ["dish", "knead"] + (0..<8).map { String($0) }
      func found() throws -> [[String]] {
        try words.map {
          try rows("SELECT rowid FROM recipe_text WHERE recipe_text MATCH '\($0)'", in: store)
        }
      }
      let kept = try found()
      _ = try FullTextStage.run(on: store, rebuilding: true)
      #expect(try found() == kept)
      for row in try rows("SELECT id FROM community WHERE purged_at IS NOT NULL", in: store) {
        #expect(try rows("SELECT * FROM membership WHERE community_id = \(row)", in: store) == [])
        #expect(try rows("SELECT * FROM activity WHERE community_id = \(row)", in: store) == [])
      }
    }
  }

  @Test func `R22: an interrupted purge keeps what it did and goes on with the rest`() throws {
    try withTemporaryFolder { folder in
      let history = try History(seed: 5, deletes: true, in: folder)
      let store = history.store
      let all = try store.read { (transaction) throws(StoreFault) in
        try transaction.purgeableRecipes(
          deletedUntil: Instant(milliseconds: horizon), limit: 1000
        ).count
      }
      try #require(all > 3)
      let observer = Observer(shouldStop: { true })
      #expect(throws: Interrupted.self) {
        try PurgeStage.run(
          on: store, surroundings: history.surroundings, batchRows: 2, observer: observer)
      }
      #expect(
        try rows("SELECT count(*) FROM recipe WHERE purged_at IS NOT NULL", in: store) == ["2"])
      let rest = try PurgeStage.run(on: store, surroundings: history.surroundings)
      #expect(rest.counts.recipes == all - 2)
      // Each batch says in the audit log what it removed.
      let audited = try rows(
        "SELECT sum(metadata ->> 'recipes') FROM audit_log WHERE action = 'installation.purge'",
        in: store)
      #expect(audited == ["\(all)"])
    }
  }

  @Test func `R22: an image file goes when no row names it, and what a kill left goes too`() throws
  {
    try withTemporaryFolder { folder in
      let history = try History(seed: 5, in: folder)
      let doomed = try #require(
        try history.store.read { (transaction) throws(StoreFault) in
          try transaction.purgeableRecipes(
            deletedUntil: Instant(milliseconds: horizon), limit: 1)
        }.first)
      let living = try #require(
        try history.store.read { (transaction) throws(StoreFault) in
          try transaction.row("SELECT id FROM recipe WHERE deleted_at IS NULL LIMIT 1") {
            RecipeKey($0[0])
          }
        })
      func store(_ text: String, for recipes: [RecipeKey]) throws -> Digest {
        let bytes = Array(text.utf8)
        let digest = Digest.sha256(bytes)
        try history.store.images.store(bytes, digest: digest)
        try history.store.write { (transaction) throws in
          for recipe in recipes {
            try transaction.add(
              StoredImage(
                digest: digest, mediaType: "image/png", width: nil, height: nil,
                byteSize: bytes.count),
              to: recipe, position: recipes.count, at: History.start)
          }
        }
        return digest
      }
      let gone = try store("gone", for: [doomed])
      let shared = try store("shared", for: [doomed, living])
      let orphan = try store("left by a kill", for: [])
      let report = try PurgeStage.run(on: history.store, surroundings: history.surroundings)
      #expect(report.counts.images == 1)
      #expect(report.imageFiles == 2)
      #expect(history.store.images.read(gone) == nil)
      #expect(history.store.images.read(orphan) == nil)
      #expect(history.store.images.read(shared) != nil)
    }
  }

  @Test func `R21: until its retention ends nothing is purged`() throws {
    try withTemporaryFolder { folder in
      let history = try History(seed: 3, in: folder)
      try history.store.write { (transaction) throws(StoreFault) in
        try transaction.execute("UPDATE installation SET retention_days = 61")
      }
      let report = try PurgeStage.run(on: history.store, surroundings: history.surroundings)
      #expect(report == PurgeReport())
    }
  }
}
