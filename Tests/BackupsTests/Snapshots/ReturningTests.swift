import ArchiveRecords
import BackupRepository
import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct ReturningTests {
  /// What became of the proposals: status, who decided, and who made the variant.
  private static let proposals = """
    SELECT p.public_id || ' ' || status || ' ' || coalesce((SELECT username FROM user
        WHERE id = decided_by_id), '-') || ' ' || coalesce((SELECT u.username FROM recipe v
        JOIN user u ON u.id = v.creator_id WHERE v.id = variant_recipe_id), '-')
        || ' ' || r.public_id
      FROM proposal p JOIN recipe r ON r.id = p.recipe_id ORDER BY p.public_id
    """

  @Test func `R13: what was decided and then purged with its recipe comes back as decided`() throws
  {
    try withTemporaryFolder { folder in
      var tale = try Tale(in: folder)
      try tale.play([
        ("ben", "propose", #""recipeId":"r","proposalId":"p1","title":"Rye Bread""#),
        ("cleo", "propose", #""recipeId":"r","proposalId":"p2","title":"Rye Rolls""#),
        ("cleo", "propose", #""recipeId":"r","proposalId":"p3","title":"Rye Buns""#),
      ])
      let snapshot = try tale.backUp()
      try tale.play([
        ("ada", "accept", #""proposalId":"p1""#), ("ada", "reject", #""proposalId":"p2""#),
        ("ada", "deleteRecipe", #""recipeId":"r""#),
      ])
      try tale.purge()
      #expect(try tale.texts(Self.proposals) == [])
      let outcome = try tale.restore(snapshot, .overwrite)
      #expect(outcome.rejections == [] && outcome.orphans == 0)
      #expect(
        try tale.texts(Self.proposals) == [
          "p1 accepted ada - r", "p2 rejected ada cleo r", "p3 pending - - r",
        ])
    }
  }

  @Test func `R13: proposals of a purged recipe go with what is kept beside it, as decided`() throws
  {
    try withTemporaryFolder { folder in
      var tale = try Tale(in: folder)
      try tale.play([
        ("ben", "propose", #""recipeId":"r","proposalId":"p1","title":"Rye Bread""#),
        ("ben", "propose", #""recipeId":"r","proposalId":"p2","title":"Rye Rolls""#),
        ("ada", "editRecipe", #""recipeId":"r","revisionId":"v","title":"Dark Rye""#),
      ])
      let snapshot = try tale.backUp()
      try tale.play([
        ("ada", "accept", #""proposalId":"p1","confirmed":true"#),
        ("ada", "deleteRecipe", #""recipeId":"r""#),
      ])
      try tale.purge()
      let outcome = try tale.restore(snapshot, .keepBoth)
      let new = try #require(outcome.keptBeside.first?.new)
      #expect(
        try tale.texts(Self.proposals) == [
          "p1 accepted ada - \(new)", "p2 pending - - \(new)",
        ])
      #expect(
        try tale.texts(
          """
          SELECT v.public_id || ' ' || r.public_id FROM recipe_revision v
            JOIN recipe r ON r.id = v.recipe_id WHERE r.community_id IS NOT NULL
          """) == ["v \(new)"])
      #expect(
        try tale.texts("SELECT public_id FROM recipe WHERE purged_at IS NOT NULL") == ["r"])
    }
  }

  @Test func `R14: what nobody is there to decide on comes back as a variant, decided by nobody`()
    throws
  {
    try withTemporaryFolder { folder in
      var tale = try Tale(in: folder)
      try tale.play([
        ("ben", "propose", #""recipeId":"r","proposalId":"p1","title":"Rye Bread""#)
      ])
      let snapshot = try tale.backUp()
      try tale.play([
        ("ada", "promote", #""community":"k","user":"ben""#),
        ("ada", "deleteRecipe", #""recipeId":"r""#), ("ada", "leave", #""community":"k""#),
      ])
      try tale.purge()
      let outcome = try tale.restore(snapshot, .overwrite)
      #expect(outcome.orphans == 1)
      #expect(try tale.texts(Self.proposals) == ["p1 rejected - ben r"])
      #expect(
        try tale.texts("SELECT action FROM audit_log WHERE entity_id = 'p1' ORDER BY id")
          == ["proposal.create", "proposal.orphan"])
    }
  }

  @Test func `R21: a deleted community comes back with what went with it, and nobody else`() throws
  {
    try withTemporaryFolder { folder in
      var tale = try Tale(in: folder)
      try tale.play([("ben", "propose", #""recipeId":"r","proposalId":"p1","title":"Rye Bread""#)])
      let snapshot = try tale.backUp()
      try tale.play([
        ("ada", "editRecipe", #""recipeId":"r","title":"Dark Rye""#),
        ("cleo", "leave", #""community":"k""#), (nil, "deleteCommunity", #""community":"k""#),
      ])
      let skipped = try tale.restore(snapshot, .skip)
      #expect(skipped.total.inserted == 0)
      #expect(try tale.texts("SELECT slug FROM community WHERE deleted_at IS NULL") == [])

      let outcome = try tale.restore(snapshot, .overwrite)
      #expect(outcome.rejections == [])
      #expect(
        outcome.accounts.first { $0.entity == .community }?.account.updated == 1)
      #expect(
        try tale.texts(
          """
          SELECT b.title FROM recipe r JOIN recipe_body b ON b.id = r.body_id
           WHERE r.public_id = 'r' AND r.deleted_at IS NULL
          """) == ["Rye"])
      // Access that ended is not given back (R5).
      #expect(
        try tale.texts(
          """
          SELECT u.username || ' ' || role FROM membership m JOIN user u ON u.id = m.user_id
           WHERE m.deleted_at IS NULL ORDER BY 1
          """) == ["ada admin", "ben member"])
      #expect(try tale.texts(Self.proposals) == ["p1 pending - - r"])
    }
  }

  @Test(arguments: [false, true])
  func `R6, R21: without an admin, or where its slug is taken, it stays deleted and is told`(
    isTaken: Bool
  ) throws {
    try withTemporaryFolder { folder in
      var tale = try Tale(in: folder)
      let snapshot = try tale.backUp()
      if isTaken {
        try tale.play([
          (nil, "deleteCommunity", #""community":"k""#),
          ("ben", "createCommunity", #""communityId":"o","slug":"circle","name":"Other""#),
        ])
      } else {
        try tale.play([
          ("ben", "leave", #""community":"k""#), ("cleo", "leave", #""community":"k""#),
          ("ada", "leave", #""community":"k""#),
        ])
      }
      let before = try StoreDump.dump(tale.store)
      let outcome = try tale.restore(snapshot, .overwrite)
      #expect(outcome.rejections.map(\.code) == [.ruleRefused])
      #expect(
        outcome.rejections.map(\.message) == [
          "R21: the operator cannot restore circle: "
            + (isTaken ? "another community is called circle now" : "no admin comes back with it")
        ])
      #expect(try StoreDump.dump(tale.store) == before)
    }
  }

  @Test func `R20: the feed tells of an import that was taken back only where its recipes return`()
    throws
  {
    try withTemporaryFolder { folder in
      var tale = try Tale(in: folder)
      let id = NameBasedID.make(["activity", "run"])
      try tale.store.write { (transaction) throws in
        try transaction.execute(
          """
          INSERT INTO activity (public_id, kind, user_id, community_id, created_at, change)
            SELECT ?, 'recipes_imported', u.id, c.id, 1, ? FROM user u, community c
             WHERE u.public_id = 'ada' AND c.public_id = 'k'
          """, [id, transaction.change])
      }
      let snapshot = try tale.backUp()
      try tale.store.write { (transaction) throws in
        try transaction.execute("DELETE FROM activity WHERE public_id = ?", [id])
        try transaction.execute(
          """
          INSERT INTO run (id, public_id, kind, fingerprint, label, state, reference_at, started_at)
            VALUES (900, 'undo', 'undo', x'00', 'test', 'succeeded', 0, 0)
          """)
        try transaction.execute("INSERT INTO run_undo (run_id, undone_run_id) VALUES (900, 1)")
      }
      let told = "SELECT public_id FROM activity WHERE kind = 'recipes_imported'"
      _ = try tale.restore(snapshot, .skip)
      #expect(try tale.texts(told) == [])
      _ = try tale.restore(snapshot, .overwrite)
      #expect(try tale.texts(told) == [id])
    }
  }

  @Test(arguments: [ConflictPolicy.skip, .overwrite, .keepBoth])
  func `R16: a share comes not beside a later one of the same recipe, what was made of it does`(
    policy: ConflictPolicy
  ) throws {
    try withTemporaryFolder { folder in
      var tale = try Tale(in: folder)
      try tale.play([
        ("ada", "createCommunity", #""communityId":"o","slug":"other","name":"Other""#),
        ("ada", "invite", #""community":"other","user":"ben""#),
        ("ada", "share", #""recipeId":"r","into":"other","forkId":"f1""#),
        ("ben", "propose", #""recipeId":"f1","proposalId":"p1","title":"Rye Bread""#),
        ("ben", "propose", #""recipeId":"f1","proposalId":"p2","title":"Rye Rolls""#),
        ("ada", "reject", #""proposalId":"p1""#),
      ])
      let snapshot = try tale.backUp()
      let variant = try #require(
        try tale.texts("SELECT public_id FROM recipe WHERE origin_kind = 'variant'").first)
      try tale.store.write { (transaction) throws in
        try transaction.execute("DELETE FROM proposal")
        try transaction.execute(
          """
          DELETE FROM activity WHERE recipe_id IN (
            SELECT id FROM recipe WHERE origin_kind IN ('share', 'variant'))
          """)
        try transaction.execute(
          """
          DELETE FROM recipe_tag WHERE recipe_id IN (
            SELECT id FROM recipe WHERE origin_kind IN ('share', 'variant'))
          """)
        try transaction.execute("DELETE FROM recipe WHERE origin_kind = 'variant'")
        try transaction.execute("DELETE FROM recipe WHERE origin_kind = 'share'")
      }
      try tale.play([("ada", "share", #""recipeId":"r","into":"other","forkId":"f2""#)])
      let outcome = try tale.restore(snapshot, policy, of: CommunityID("o"))
      #expect(outcome.rejections == [] && outcome.missingOrigins == 1)
      #expect(
        try tale.texts(
          """
          SELECT r.public_id || ' ' || coalesce(r.origin_kind, '-') FROM recipe r
            JOIN community c ON c.id = r.community_id WHERE c.public_id = 'o' ORDER BY 1
          """
        ).sorted() == ["\(variant) -", "f2 share"].sorted())
      #expect(try tale.texts("SELECT public_id FROM proposal") == [])
    }
  }

  @Test(arguments: SnapshotRoundTripTests.seeds)
  func `R20: what was taken back with its import stays gone, unless it is to be overwritten`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      let id = try hamlet.backUp().id
      let original = try StoreDump.dump(hamlet.store)
      try hamlet.store.write { (transaction) throws in
        try transaction.execute(
          """
          INSERT INTO run (id, public_id, kind, fingerprint, label, state, reference_at, started_at)
            VALUES (900, 'undo', 'undo', x'00', 'test', 'succeeded', 0, 0)
          """)
        try transaction.execute("INSERT INTO run_undo (run_id, undone_run_id) VALUES (900, 1)")
      }
      try hamlet.open(id) { snapshot in
        for selection in try Hamlet.parts(of: snapshot) {
          guard let community = selection.community else { continue }
          let lost = try Hamlet.loseRecipes(of: community, in: hamlet.store)
          let imported = Set(
            try Hamlet.texts(
              "SELECT r.public_id FROM recipe_source s JOIN recipe r ON r.id = s.recipe_id",
              in: snapshot.store)
          ).intersection(lost)
          let outcome = try PartialRestoring.bring(selection, of: snapshot, into: hamlet.store)
          #expect(outcome.rejections == [] && outcome.takenBack == imported.count)
          let there = Set(try Hamlet.texts("SELECT public_id FROM recipe", in: hamlet.store))
          #expect(imported.isDisjoint(with: there))
          #expect(Set(lost).subtracting(imported).isSubset(of: there))
          let again = try PartialRestoring.bring(
            selection, of: snapshot, into: hamlet.store, .overwrite)
          #expect(again.takenBack == 0 && again.rejections == [])
          let last = try StoreDump.dump(hamlet.store)
          for table in ["recipe", "recipe_source", "proposal", "recipe_image", "recipe_tag"] {
            #expect(last[table] == original[table], "\(table)")
          }
        }
      }
    }
  }
}
