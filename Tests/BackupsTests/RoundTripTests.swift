import ArchiveRecords
import CommunityArchive
import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct RoundTripTests {
  @Test func `every table of the schema is compared, or listed as left aside`() throws {
    try withTemporaryFolder { folder in
      let (store, _) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let tables = try store.read { transaction in
        try transaction.rows(
          """
          SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
            AND name NOT LIKE 'recipe_text%' AND name NOT LIKE 'grdb_%'
          """
        ) { $0[0] as String }
      }
      #expect(Set(tables) == Set(StoreDump.queries.keys).union(StoreDump.tablesAside))
    }
  }

  @Test(arguments: 0..<120)
  func `a backup restored into an empty store gives back every row`(seed: Int) throws {
    try withTemporaryFolder { folder in
      let village = try Village(seed: seed, in: folder)
      let backup = folder.appending(path: "backup.tar").path
      let summary = try village.backUp(to: backup)
      #expect(summary.missingImages.isEmpty)
      #expect(try BackupVerification().run(path: backup).findings == [])

      let (copy, run) = try VillageGenerator.emptyStore(
        at: folder.appending(path: "copy.db").path, seed: 99)
      let importing = CommunityArchiveImport(store: copy, run: run)
      var rejections: [Rejection] = []
      let first = try importing.run(paths: [backup]) { rejections += $0 }
      #expect(rejections == [])
      #expect(first.total.read == first.total.inserted)
      let original = try StoreDump.dump(village.store)
      let restored = try StoreDump.dump(copy)
      for table in original.keys.sorted() {
        #expect(restored[table] == original[table], "\(table)")
      }

      let second = try importing.run(paths: [backup])
      #expect(second.total.read == second.total.unchanged)
      #expect(try StoreDump.dump(copy) == restored)

      let again = folder.appending(path: "again.tar").path
      _ = try Village.backUp(copy, to: again)
      #expect(
        FileManager.default.contentsEqual(atPath: backup, andPath: again), "the bytes differ")
    }
  }
}

/// A seeded store.
struct Village {
  var store: RecipeStore
  var run: RunKey

  init(seed: Int, in folder: URL, name: String = "village.db") throws {
    (store, run) = try VillageGenerator.emptyStore(
      at: folder.appending(path: name).path, seed: seed)
    var generator = VillageGenerator(seed: seed)
    try generator.fill(store, run: run)
    try store.addViews(generator.number(30), by: &generator)
  }

  func backUp(to path: String) throws -> BackupCreation.Summary {
    try Village.backUp(store, to: path)
  }

  static func backUp(_ store: RecipeStore, to path: String) throws -> BackupCreation.Summary {
    try BackupCreation(
      store: store, selection: ArchiveSelection(community: nil, holdsPrivateDetails: true),
      communityID: nil, createdAt: Instant(milliseconds: VillageGenerator.start)
    ).run(path: path)
  }
}
