import ArchiveRecords
import BackupRepository
import Foundation
import GRDB
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct PartialRestoringTests {
  @Test(arguments: SnapshotRoundTripTests.seeds)
  func `a part restored where it came from changes no row of any table`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      let id = try hamlet.backUp().id
      let before = try Hamlet.rows(of: hamlet.store)
      try hamlet.open(id) { snapshot in
        for selection in try Hamlet.parts(of: snapshot) {
          let outcome = try PartialRestoring.bring(selection, of: snapshot, into: hamlet.store)
          #expect(outcome.total.read == outcome.total.unchanged)
          #expect(outcome.rejections == [] && outcome.missingImages == [])
          let after = try Hamlet.rows(of: hamlet.store)
          let differences = SnapshotTable.allCases.filter {
            $0 != .installation && before[$0] != after[$0]
          }
          #expect(differences == [])
        }
      }
    }
  }

  @Test(arguments: SnapshotRoundTripTests.seeds)
  func `a community's lost recipes come back, table by table, and twice changes nothing`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      let id = try hamlet.backUp().id
      let original = try StoreDump.dump(hamlet.store)
      try hamlet.open(id) { snapshot in
        for selection in try Hamlet.parts(of: snapshot) {
          guard let community = selection.community else { continue }
          let lost = try Hamlet.loseRecipes(of: community, in: hamlet.store)
          let without = try StoreDump.dump(hamlet.store)
          let restoring = PartialRestoring(
            snapshot: snapshot, selection: selection, policy: .skip, into: hamlet.store)
          let plan = try restoring.rehearse(
            RunRequest(kind: .restore, fingerprint: Digest.sha256([]), label: ""),
            at: Instant(milliseconds: VillageGenerator.start))
          #expect(try StoreDump.dump(hamlet.store) == without)

          let outcome = try restoring.run(as: RunKey(1))
          #expect(outcome == plan)
          #expect(outcome.rejections == [])
          #expect(
            outcome.accounts.first { $0.entity == .recipe }?.account.inserted ?? 0 == lost.count)
          let restored = StoreDump.withoutRestores(try StoreDump.dump(hamlet.store))
          for table in original.keys.sorted() where !table.hasPrefix("view") {
            // A feed elsewhere that named a lost recipe is no part of this one.
            guard table != "activity" else { continue }
            #expect(restored[table] == original[table], "\(table)")
          }
          let here = Set(
            try Hamlet.texts(
              "SELECT public_id FROM recipe WHERE community_id = \(community.value)",
              in: snapshot.store))
          #expect(
            restored["views"]
              == original["views"]?.filter { line in
                here.contains(line.split(separator: "|").first.map(String.init) ?? "")
              })

          let rows = try Hamlet.rows(of: hamlet.store)
          let again = try restoring.run(as: RunKey(1))
          #expect(again.total.read == again.total.unchanged + again.total.skipped)
          #expect(again.total.skipped <= again.accounts.count { $0.entity == .activity } * 100)
          let after = try Hamlet.rows(of: hamlet.store)
          #expect(
            SnapshotTable.allCases.filter { $0 != .installation && rows[$0] != after[$0] } == [])
        }
      }
    }
  }

  @Test(arguments: SnapshotRoundTripTests.seeds)
  func `R17: a recipe comes with its variants and shares, wherever they are, and no personal copy`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      let id = try hamlet.backUp().id
      try hamlet.open(id) { snapshot in
        let parts = try Hamlet.parts(of: snapshot).filter { $0.community == nil }
        for (number, selection) in parts.enumerated() {
          guard case .recipes(let keys) = selection.extent else { continue }
          let list = keys.map { String($0.value) }.joined(separator: ",")
          let copies = try Hamlet.texts(
            "SELECT public_id FROM recipe WHERE id IN (\(list)) AND origin_kind = 'personal_copy'",
            in: snapshot.store)
          #expect(copies.count <= 1, "only the recipe that was asked for may be one")
          let (store, run) = try VillageGenerator.emptyStore(
            at: folder.appending(path: "\(number).db").path, seed: 7)
          let outcome = try PartialRestoring.bring(selection, of: snapshot, into: store, as: run)
          #expect(outcome.rejections == [])
          #expect(
            try Hamlet.texts("SELECT public_id FROM recipe ORDER BY 1", in: store)
              == Hamlet.texts(
                "SELECT public_id FROM recipe WHERE id IN (\(list)) ORDER BY 1", in: snapshot.store)
          )
          let rows = try StoreDump.dump(store)
          let again = try PartialRestoring.bring(selection, of: snapshot, into: store, as: run)
          #expect(again.total.inserted == 0 && again.total.quarantined == 0)
          #expect(try StoreDump.dump(store) == rows)
        }
      }
    }
  }

  @Test(arguments: SnapshotRoundTripTests.seeds)
  func `R20: into a community that was purged since nothing comes, and nothing is refused`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      let id = try hamlet.backUp().id
      let end = Instant(milliseconds: VillageGenerator.start + 400 * 86_400_000)
      try hamlet.store.write { (transaction) throws in
        for table in ["recipe", "membership", "community"] {
          let deletion = try transaction.insert(
            "INSERT INTO deletion (kind, deleted_at, change) VALUES ('community', ?, ?)",
            [end.milliseconds, transaction.change])
          try transaction.execute(
            """
            UPDATE \(table) SET deleted_at = ?, deletion_id = ? WHERE deleted_at IS NULL
            """, [end.milliseconds, deletion])
        }
        while !(try transaction.purgeBatch(deletedUntil: end, at: end, rows: 100).isEmpty) {}
      }
      let before = try StoreDump.dump(hamlet.store)
      try hamlet.open(id) { snapshot in
        for selection in try Hamlet.parts(of: snapshot) {
          let outcome = try PartialRestoring.bring(selection, of: snapshot, into: hamlet.store)
          #expect(outcome.rejections == [])
          #expect(outcome.accounts.allSatisfy { $0.account.inserted == 0 })
          #expect(try StoreDump.dump(hamlet.store) == before)
        }
      }
    }
  }
}
