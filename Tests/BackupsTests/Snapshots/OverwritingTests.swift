import ArchiveRecords
import BackupRepository
import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct OverwritingTests {
  /// Where the recipe stands in the lines of the dumped tables that are its own.
  private static let columns = [
    "recipe": 0, "recipe_tag": 0, "recipe_source": 0, "recipe_image": 1, "proposal": 1,
    "recipe_revision": 1,
  ]

  @Test(arguments: SnapshotRoundTripTests.seeds)
  func `R21: recipes say again what they said, deleted and purged ones come back, the rest stays`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      let id = try hamlet.backUp().id
      let original = try StoreDump.dump(hamlet.store)
      try hamlet.open(id) { snapshot in
        for selection in try Hamlet.parts(of: snapshot) {
          guard let community = selection.community else { continue }
          let recipes = Set(
            try Hamlet.texts(
              """
              SELECT r.public_id FROM recipe r JOIN community c ON c.id = r.community_id
               WHERE c.id = \(community.value) AND c.deleted_at IS NULL AND r.deleted_at IS NULL
              """, in: snapshot.store
            ).map(\.debugDescription))
          let changed = try Hamlet.changeRecipes(of: community, in: hamlet.store)
          let before = try StoreDump.dump(hamlet.store)
          let outcome = try PartialRestoring.bring(
            selection, of: snapshot, into: hamlet.store, .overwrite)
          #expect(outcome.rejections == [])
          let told = try StoreDump.dump(hamlet.store)
          let after = StoreDump.withoutRestores(told)
          for (table, column) in Self.columns {
            func own(_ lines: [String]?) -> [String] {
              (lines ?? []).filter {
                recipes.contains(
                  String($0.split(separator: "|", omittingEmptySubsequences: false)[column]))
              }
            }
            let added = own(after[table]).filter { !own(original[table]).contains($0) }
            #expect(own(original[table]).allSatisfy(own(after[table]).contains), "\(table)")
            #expect(added.count == (table == "recipe_revision" ? changed : 0), "\(table)")
            #expect(added.allSatisfy { $0.contains("|\"restore\"|") })
          }
          let others = StoreDump.withoutRestores(before)
          for table in ["user", "community", "membership", "target", "audit_log", "quarantine"] {
            #expect(after[table] == others[table], "\(table)")
          }
          let again = try PartialRestoring.bring(
            selection, of: snapshot, into: hamlet.store, .overwrite)
          #expect(again.total.inserted == 0 && again.total.updated == 0)
          #expect(try StoreDump.dump(hamlet.store) == told)
        }
      }
    }
  }

  @Test func `R23a: what was taken down stays down, and what lives now is not deleted`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 3, in: folder)
      let living = try Hamlet.texts(
        """
        SELECT r.public_id FROM recipe r JOIN community c ON c.id = r.community_id
         WHERE r.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY 1
        """, in: hamlet.store)
      let id = try #require(living.first)
      let snapshotID = try hamlet.backUp().id
      try hamlet.store.write { (transaction) throws in
        let deletion = try transaction.insert(
          "INSERT INTO deletion (kind, deleted_at, change) VALUES ('takedown', 1, ?)",
          [transaction.change])
        try transaction.execute(
          "UPDATE recipe SET deleted_at = updated_at, deletion_id = ?, change = ? WHERE public_id = ?",
          [deletion, transaction.change, id])
        try transaction.execute(
          """
          INSERT INTO takedown (public_id, recipe_id, content_digest, reason, taken_down_at, change)
            SELECT 'down', r.id, b.content_digest, 'asked', 1, ? FROM recipe r
              JOIN recipe_body b ON b.id = r.body_id WHERE r.public_id = ?
          """, [transaction.change, id])
      }
      let before = try StoreDump.dump(hamlet.store)
      try hamlet.open(snapshotID) { snapshot in
        let keys = try snapshot.store.read { (transaction) throws in
          try transaction.forkSubtree(of: RecipeID(id))
        }
        let selection = ArchiveSelection(.recipes(keys), holdsPrivateDetails: true)
        let outcome = try PartialRestoring.bring(
          selection, of: snapshot, into: hamlet.store, .overwrite)
        #expect(outcome.rejections.map(\.code) == [.takenDown])
        #expect(try StoreDump.dump(hamlet.store) == before)
        // The snapshot has the living ones deleted.
        try hamlet.store.write { (transaction) throws in
          try transaction.execute("DELETE FROM takedown")
          try transaction.execute(
            "UPDATE deletion SET kind = 'recipe', change = ? WHERE kind = 'takedown'",
            [transaction.change])
        }
        let lastState = try hamlet.backUp().id
        _ = try PartialRestoring.bring(selection, of: snapshot, into: hamlet.store, .overwrite)
        let restored = try StoreDump.dump(hamlet.store)
        #expect(restored["recipe"] != before["recipe"])
        try OpenSnapshot.with(
          lastState, of: hamlet.repository, inFolder: try hamlet.workFolder("second"),
          holder: "a test"
        ) { later in
          _ = try PartialRestoring.bring(selection, of: later, into: hamlet.store, .overwrite)
          #expect(try StoreDump.dump(hamlet.store) == restored)
        }
      }
    }
  }
}
