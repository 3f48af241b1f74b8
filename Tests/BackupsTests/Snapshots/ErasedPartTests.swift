import ArchiveRecords
import BackupRepository
import CommunityRules
import Communities
import Foundation
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

/// Parts of a store of the past, out of which somebody was erased since (R23).
struct ErasedPartTests {
  private static let policies: [ConflictPolicy] = [.skip, .overwrite, .keepBoth]

  /// Ben leads the circle, and has recipes; Cleo and Ada proposed something to him.
  private func tale(in folder: URL) throws -> Tale {
    var tale = try Tale(in: folder)
    try tale.play([
      ("ada", "promote", #""community":"k","user":"ben""#),
      ("ben", "createRecipe", #""recipeId":"s","community":"circle","title":"Spelt""#),
      ("ben", "createRecipe", #""recipeId":"t","community":"circle","title":"Teff""#),
      ("ben", "createRecipe", #""recipeId":"lost","community":"circle","title":"Lost""#),
      ("cleo", "propose", #""recipeId":"s","proposalId":"p1","title":"Spelt Rolls""#),
      ("cleo", "propose", #""recipeId":"t","proposalId":"p2","title":"Teff Rolls""#),
      ("ada", "leave", #""community":"k""#),
    ])
    return tale
  }

  private func erase(_ user: String, in tale: Tale, _ recipes: ErasedRecipes = .kept) throws {
    _ = try CommunityActions(
      store: tale.store, surroundings: Tale.surroundings(day: 90)
    ).eraseUser(
      user, recipes: recipes, successors: [SuccessorName(community: "circle", user: "cleo")],
      as: .operator)
  }

  /// Forgets a recipe of which nothing was made but its personal copy.
  private func lose(_ recipe: String, in store: RecipeStore) throws {
    try store.write { (transaction) throws in
      let key = try transaction.integer("SELECT id FROM recipe WHERE public_id = ?", [recipe])
      try transaction.execute(
        """
        UPDATE recipe SET origin_id = NULL, origin_kind = NULL, change = ? WHERE origin_id = ?
        """, [transaction.change, key])
      try transaction.execute("DELETE FROM activity WHERE recipe_id = ?", [key])
      try transaction.execute("DELETE FROM recipe WHERE id = ?", [key])
    }
  }

  @Test(arguments: Self.policies, [ErasedRecipes.kept, .removed])
  func `R23: a part changes nothing where somebody was erased since, however often it comes`(
    policy: ConflictPolicy, recipes: ErasedRecipes
  ) throws {
    try withTemporaryFolder { folder in
      var tale = try tale(in: folder)
      let snapshot = try tale.backUp()
      // What was decided stays so; other policies would bring back what the recipe said before.
      if policy == .skip { try tale.play([("ben", "accept", #""proposalId":"p2""#)]) }
      try erase("ben", in: tale, recipes)
      let rows = try Hamlet.rows(of: tale.store)
      for _ in 1...2 {
        let outcome = try tale.restore(snapshot, policy, erasing: [])
        #expect(outcome.rejections == [] && outcome.keptBeside == [])
        #expect(outcome.total.inserted == 0 && outcome.total.updated == 0)
        let last = try Hamlet.rows(of: tale.store)
        #expect(
          SnapshotTable.allCases.filter { $0 != .installation && rows[$0] != last[$0] } == [])
      }
    }
  }

  @Test(arguments: Self.policies)
  func `R23: recipes that come back are of whom the store knows without a name`(
    policy: ConflictPolicy
  ) throws {
    try withTemporaryFolder { folder in
      var tale = try tale(in: folder)
      let snapshot = try tale.backUp()
      try erase("ben", in: tale)
      try lose("lost", in: tale.store)
      let before = try tale.texts("SELECT public_id FROM user ORDER BY id")
      let outcome = try tale.restore(snapshot, policy, erasing: [])
      #expect(outcome.rejections == [])
      #expect(try tale.texts("SELECT public_id FROM user ORDER BY id") == before)
      #expect(
        try tale.texts(
          """
          SELECT CAST(count(*) AS TEXT) || ' ' || count(DISTINCT creator_id) FROM recipe
           WHERE public_id IN ('s', 't', 'lost')
          """) == ["3 1"])
    }
  }

  @Test(arguments: Self.policies)
  func `R23: a store that never knew them gets one pseudonym, nobody's promotion is told there`(
    policy: ConflictPolicy
  ) throws {
    try withTemporaryFolder { folder in
      var tale = try tale(in: folder)
      let snapshot = try tale.backUp()
      let erasure = StoredErasure(
        userDigest: StoredErasure.digest(of: UserID("ben")), recipes: .kept,
        erasedAt: Instant(milliseconds: VillageGenerator.start + 90 * 86_400_000))
      let (store, run) = try VillageGenerator.emptyStore(
        at: folder.appending(path: "other.db").path, seed: 7)
      let other = Tale(tale, in: store, run)
      let outcome = try other.restore(snapshot, policy, erasing: [erasure])
      #expect(outcome.rejections == [])
      let rows = try Hamlet.rows(of: store)
      _ = try other.restore(snapshot, policy, erasing: [erasure])
      let last = try Hamlet.rows(of: store)
      #expect(SnapshotTable.allCases.filter { $0 != .installation && rows[$0] != last[$0] } == [])
      #expect(
        try other.texts("SELECT username FROM user WHERE erased_at IS NOT NULL").count == 1)
      #expect(try other.texts("SELECT 1 FROM user WHERE username = 'ben'") == [])
      // One who remains leads it, as R2 asks.
      #expect(
        try other.texts(
          """
          SELECT u.username || ' ' || m.role FROM membership m JOIN user u ON u.id = m.user_id
           WHERE m.deleted_at IS NULL
          """) == ["cleo admin"])
      #expect(
        try other.texts("SELECT kind FROM activity WHERE kind = 'user_promoted'").count == 1)
    }
  }
}
