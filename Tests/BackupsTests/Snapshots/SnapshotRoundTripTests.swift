import BackupRepository
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct SnapshotRoundTripTests {
  /// A thousand with `LEVAIN_SNAPSHOTS=1000`.
  static let seeds = TestKit.seeds(8, orAsManyAs: "LEVAIN_SNAPSHOTS")

  @Test(arguments: seeds)
  func `a restored snapshot has the same rows, and a snapshot of it the same shards`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      let snapshot = try hamlet.backUp()
      #expect(snapshot.manifest.kind == .full && snapshot.missingImages == [])
      let (restored, summary) = try hamlet.restore(snapshot.id)
      #expect(summary.isWhole && summary.refused == [])
      #expect(try Hamlet.differences(hamlet.store, restored) == [])
      #expect(try StoreDump.dump(restored) == StoreDump.dump(hamlet.store))

      let again = try Hamlet.backUp(
        restored, into: hamlet.repository, at: snapshot.manifest.createdAt)
      #expect(again.manifest.tables == snapshot.manifest.tables)
      #expect(again.manifest.images == snapshot.manifest.images)
      #expect(again.addedShards == 0 && again.addedBytes == 0)
    }
  }

  @Test(arguments: seeds)
  func `whatever happens between them, a snapshot of what changed restores as a full one`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      _ = try hamlet.backUp()
      var isIncremental = false
      for step in 1...4 {
        switch (seed + step) % 4 {
        case 0: try hamlet.grow()
        case 1: try hamlet.alter()
        case 2: try hamlet.remove()
        default:
          try hamlet.alter()
          try hamlet.grow()
        }
        let snapshot = try hamlet.backUp()
        isIncremental = isIncremental || snapshot.manifest.kind == .incremental
        let (restored, summary) = try hamlet.restore(snapshot.id, as: "\(step).db")
        #expect(summary.isWhole)
        #expect(try Hamlet.differences(hamlet.store, restored) == [], "step \(step)")
      }
      #expect(isIncremental)
      let verified = try RepositoryVerification(
        repository: hamlet.repository, holder: "a test"
      ).run()
      #expect(verified.findings == [])
      #expect(verified.snapshots == 5 && verified.shards.read == verified.shards.all)
    }
  }

  @Test func `a second snapshot of an unchanged store adds its manifest alone`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 5, in: folder)
      let first = try hamlet.backUp()
      let second = try hamlet.backUp()
      #expect(second.manifest.kind == .incremental && second.manifest.parent == first.id)
      #expect(second.addedShards == 0 && second.addedBytes == 0)
      #expect(second.manifest.tables == first.manifest.tables)
    }
  }

  @Test func `the chain ends with a full snapshot, and so does one that has grown heavy`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 7, in: folder)
      var kinds = [try hamlet.backUp().manifest.kind]
      for number in 1...40 {
        try hamlet.store.write { (transaction) throws in
          try transaction.execute(
            "UPDATE user SET updated_at = ?, change = ? WHERE id = 1",
            [number, transaction.change])
        }
        let snapshot = try hamlet.backUp()
        kinds.append(snapshot.manifest.kind)
        let depth = snapshot.manifest.tables.map(\.layers.count).max() ?? 0
        #expect(depth <= SnapshotParent.longestChain + 1)
      }
      #expect(kinds.count { $0 == .full } > 1)
      #expect(kinds.count { $0 == .incremental } > 20)
    }
  }
}
