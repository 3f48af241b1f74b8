import CommunityArchive
import Foundation
import GRDB
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct CommunityBackupTests {
  @Test(arguments: 0..<12)
  func `R7, R19: an admin's backup holds no address, no personal copy and no foreign origin`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      let village = try Village(seed: seed, in: folder)
      for community in try communities(of: village.store) {
        let path = folder.appending(path: "\(community.key.value).tar").path
        try backUp(village.store, community, private: false, to: path)
        #expect(try BackupVerification().run(path: path).findings == [])
        let lines = try unpack(path)
        #expect(!lines.contains("@example.org"))
        #expect(!lines.contains("\"preferences\""))
        #expect(!lines.contains("personal_copy"))
        #expect(!lines.contains("/home/x"))
        let elsewhere = try village.store.read { transaction in
          try transaction.rows(
            "SELECT public_id FROM recipe WHERE community_id IS NOT ?", [community.key.value]
          ) { row -> String in row[0] }
        }
        #expect(elsewhere.filter { lines.contains($0) } == [])
      }
    }
  }

  @Test(arguments: 0..<12, [true, false])
  func `R7: a community's backup changes nothing where it came from, and its rows come back`(
    seed: Int, holdsPrivateDetails: Bool
  ) throws {
    try withTemporaryFolder { folder in
      let village = try Village(seed: seed, in: folder)
      let before = try StoreDump.dump(village.store)
      for community in try communities(of: village.store) {
        let path = folder.appending(path: "\(community.key.value).tar").path
        try backUp(village.store, community, private: holdsPrivateDetails, to: path)
        let here = try CommunityArchiveImport(store: village.store, run: village.run)
          .run(paths: [path])
        #expect(here.total.read == here.total.unchanged + here.total.skipped)
        #expect(try StoreDump.dump(village.store) == before)

        let (copy, run) = try VillageGenerator.emptyStore(
          at: folder.appending(path: "\(community.key.value).db").path)
        let importing = CommunityArchiveImport(store: copy, run: run)
        var rejections: [Rejection] = []
        let outcome = try importing.run(paths: [path]) { rejections += $0 }
        #expect(rejections == [])
        #expect(outcome.total.addsUp)
        let restored = try StoreDump.dump(copy)
        let again = try importing.run(paths: [path])
        #expect(again.total.inserted + again.total.updated + again.total.quarantined == 0)
        #expect(try StoreDump.dump(copy) == restored)
        let recipes = try village.store.read { transaction in
          try transaction.integer(
            "SELECT count(*) FROM recipe WHERE community_id = ?", [community.key.value])
        }
        #expect(restored["recipe"]?.count == Int(recipes))
        #expect(restored["quarantine"] == [])
      }
    }
  }

  private struct Named {
    var key: CommunityKey
    var id: CommunityID
  }

  private func communities(of store: RecipeStore) throws -> [Named] {
    try store.read { transaction in
      try transaction.rows("SELECT id, public_id FROM community ORDER BY id") {
        Named(key: CommunityKey($0[0]), id: CommunityID($0[1]))
      }
    }
  }

  private func backUp(
    _ store: RecipeStore, _ community: Named, private holdsPrivateDetails: Bool, to path: String
  ) throws {
    _ = try BackupCreation(
      store: store,
      selection: ArchiveSelection(
        community: community.key, holdsPrivateDetails: holdsPrivateDetails),
      communityID: community.id, createdAt: Instant(milliseconds: VillageGenerator.start)
    ).run(path: path)
  }

  /// All lines of a backup.
  private func unpack(_ path: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "tar xf \"$0\" -O --wildcards '*.gz' | gunzip -c", path,
    ]
    process.standardOutput = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self)
  }
}
