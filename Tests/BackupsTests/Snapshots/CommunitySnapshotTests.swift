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

struct CommunitySnapshotTests {
  @Test(arguments: SnapshotRoundTripTests.seeds)
  func `R7, R19: a community's snapshot holds no address, no personal copy and nothing of others`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      let hamlet = try Hamlet(seed: seed, in: folder)
      for community in try hamlet.communities() {
        let summary = try hamlet.backUp(community, at: 1)
        #expect(summary.manifest.profile == "community")
        #expect(summary.manifest.scope == community.id.text)
        let lines = try summary.manifest.shards.map {
          String(decoding: try hamlet.repository.readShard($0.object), as: UTF8.self)
        }.joined()
        #expect(!lines.contains("@example.org"))
        #expect(!lines.contains("personal_copy"))
        #expect(!lines.contains("/home/x"))
        let elsewhere = try Hamlet.texts(
          """
          SELECT public_id FROM recipe WHERE community_id IS NOT \(community.key.value)
          UNION SELECT public_id FROM community WHERE id <> \(community.key.value)
          """, in: hamlet.store)
        #expect(elsewhere.filter { lines.contains($0) } == [])
      }
    }
  }

  @Test(arguments: SnapshotRoundTripTests.seeds)
  func `R7: a store made of it is one made of the archive that an admin takes, with the same keys`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      let hamlet = try Hamlet(seed: seed, in: folder)
      for community in try hamlet.communities() {
        let name = "\(community.key.value)"
        let summary = try hamlet.backUp(community, at: 1)
        let (restored, outcome) = try hamlet.restore(summary.id, as: "\(name).db")
        #expect(outcome.isWhole && outcome.refused == [])
        let path = folder.appending(path: "\(name).tar").path
        _ = try BackupCreation(
          store: hamlet.store,
          selection: ArchiveSelection(community: community.key, holdsPrivateDetails: false),
          communityID: community.id, createdAt: Instant(milliseconds: 0)
        ).run(path: path)
        let (imported, run) = try VillageGenerator.emptyStore(
          at: folder.appending(path: "\(name)-archive.db").path)
        _ = try CommunityArchiveImport(store: imported, run: run).run(paths: [path])
        let (one, other) = (try StoreDump.dump(restored), try StoreDump.dump(imported))
        for table in one.keys.sorted() where table != "installation" {
          #expect(one[table] == other[table], "\(table)")
        }
        for table in SnapshotTable.named {
          let keys = "SELECT id || ' ' || public_id FROM \(table.rawValue)"
          let here = Set(try Hamlet.texts(keys, in: restored))
          #expect(here.isSubset(of: try Hamlet.texts(keys, in: hamlet.store)), "\(table)")
        }
        let settings = try hamlet.store.read { try $0.installationSettings() }
        #expect(try restored.read { try $0.installationSettings() } == settings)
      }
    }
  }

  @Test func `equal rows are stored once from one day to the next, and what is new alone is added`()
    throws
  {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 3, in: folder)
      let community = try #require(try hamlet.communities().first)
      _ = try hamlet.backUp(community, at: 1)
      // Of the run that read the records it says when.
      #expect(try hamlet.backUp(community, at: 2).addedShards == 1)
      // Somebody who was there before all others in the installation joins the community.
      try hamlet.store.write { (transaction) throws in
        let change = transaction.change
        try transaction.execute(
          """
          INSERT INTO user (id, public_id, email, email_folded, username, username_folded,
              created_at, updated_at, change)
            VALUES (-5, '00000000-first', 'first@x', 'first@x', 'first', 'first', 0, 0, ?)
          """, [change])
        try transaction.execute(
          """
          INSERT INTO membership (public_id, user_id, community_id, role, joined_at, change)
            VALUES ('membership-of-first', -5, ?, 'member', 0, ?)
          """, [community.key.value, change])
      }
      let third = try hamlet.backUp(community, at: 3)
      #expect(third.addedShards == 3, "the run, the user and the membership")
      _ = try hamlet.backUp(isFull: true)
    }
  }

  @Test(arguments: SnapshotRoundTripTests.seeds)
  func `R5, R7: brought back where it came from, it changes no row, and no address either`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      let hamlet = try Hamlet(seed: seed, in: folder)
      let before = try Hamlet.rows(of: hamlet.store)
      for community in try hamlet.communities() {
        let id = try hamlet.backUp(community, at: 1).id
        try hamlet.open(id) { snapshot in
          #expect(snapshot.isOfPart)
          for var selection in try Hamlet.parts(of: snapshot) {
            selection.holdsPrivateDetails = false
            selection.isOfPart = true
            for policy in [ConflictPolicy.skip, .overwrite] {
              let outcome = try PartialRestoring.bring(
                selection, of: snapshot, into: hamlet.store, policy)
              // Of an entry of the feed it may not be known which recipe of others it is of.
              let activities = outcome.accounts.filter { $0.entity == .activity }
              #expect(outcome.total.read == outcome.total.unchanged + outcome.total.skipped)
              #expect(
                outcome.total.skipped == activities.reduce(0) { $0 + $1.account.skipped })
              #expect(outcome.rejections == [])
            }
          }
        }
      }
      let after = try Hamlet.rows(of: hamlet.store)
      #expect(
        SnapshotTable.allCases.filter { $0 != .installation && before[$0] != after[$0] } == [])
    }
  }

  @Test func `a snapshot of everything builds on one of everything, whatever lies between`() throws
  {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 3, in: folder)
      let community = try #require(try hamlet.communities().first)
      let first = try hamlet.backUp()
      let between = try hamlet.backUp(community, at: 90)
      #expect(between.manifest.kind == .full && between.manifest.parent == nil)
      #expect(
        between.manifest.store.installationID == first.manifest.store.installationID)
      let second = try hamlet.backUp()
      #expect(second.manifest.parent == first.id)
      #expect(second.manifest.scope == nil)
    }
  }
}

extension SnapshotTable {
  /// Those whose rows have ids that hold everywhere.
  fileprivate static let named: [SnapshotTable] = [
    .user, .community, .membership, .target, .tag, .recipe, .recipeImage, .proposal,
    .recipeRevision, .takedown, .activity, .auditLog,
  ]
}

extension Hamlet {
  func communities() throws -> [StoredCommunity] {
    try store.read { (transaction) throws in
      try transaction.rows("SELECT * FROM community ORDER BY id") { try StoredCommunity($0) }
    }
  }

  /// Takes a snapshot of a community, so many minutes after everything began.
  func backUp(_ community: StoredCommunity, at minute: Int) throws -> SnapshotCreation.Summary {
    let moment = Instant(milliseconds: VillageGenerator.start + Int64(minute) * 60_000)
    return try CommunitySnapshot(
      of: community, in: store, into: repository, createdAt: moment,
      runID: RunID("community-\(community.key.value)-\(minute)"),
      inFolder: try workFolder("community"),
      surroundings: VillageGenerator.surroundings(seed: minute), holder: "a test"
    ).run()
  }
}
