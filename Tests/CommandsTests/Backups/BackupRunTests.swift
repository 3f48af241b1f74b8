@testable import Commands
import BackupRepository
import Foundation
import RecipeModel
@testable import Store
import TestKit
import Testing

/// What is kept of what was done with repositories, and of which of them it is told.
struct BackupRunTests {
  @Test func `prunings and rewritings are kept as runs, and change no backup`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO", minute: 10)
      try keeper.run("backup prune REPO --keep-last 1 --dry-run", minute: 11)
      #expect(try kinds(of: keeper) == ["backup"])
      try keeper.run("backup prune REPO --keep-last 1", minute: 12)
      try keeper.run("user erase ada@example.org", minute: 13)
      try keeper.run("backup rewrite REPO --erased", minute: 14)
      #expect(try kinds(of: keeper) == ["backup", "prune", "rewrite"])
      let shown = try keeper.json("runs list", minute: 15)
      let runs = try #require(shown["runs"] as? [[String: Any]])
      #expect(runs.first?["state"] as? String == "succeeded")
      #expect((runs.first?["what"] as? String)?.hasSuffix("kept/backups") == true)
      try keeper.run("backup create REPO --full", minute: 16)
      let second = try keeper.json("backup create REPO --full", minute: 17)
      #expect((second["added"] as? [String: Int])?["shards"] == 0)
    }
  }

  @Test func `a rewriting that left something is kept as one that found something`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO", minute: 10)
      try keeper.run("user erase ada@example.org", minute: 11)
      let repository = try keeper.opened()
      let manifest = try repository.manifest(try #require(try repository.snapshots().first))
      let shard = try #require(
        manifest.tables.first { $0.name == "membership" }?.layers[0].shards[0])
      let name = repository.name(of: shard.object.digest, .shard)
      try FileManager.default.removeItem(atPath: "\(repository.path)/\(name)")
      try keeper.run("backup rewrite REPO --erased", minute: 12, code: 1)
      let run = try #require(try keeper.store().read { try $0.lastRun(.rewrite) })
      #expect(run.state == .succeeded && run.exitCode == 1)
      #expect(run.result?.contains("\"left\":[{") == true)
    }
  }

  @Test func `a status tells of the repository that it is asked about, and of no other`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO", minute: 10)
      try keeper.run("backup verify REPO", minute: 11)
      try keeper.run("backup drill REPO", minute: 12)
      // A second one, which is damaged, and which nothing can be added to.
      let other = folder.appending(path: "other").path
      try keeper.run("backup create \(other)", minute: 13)
      let repository = try Repository.open(at: other)
      let manifest = try repository.manifest(try #require(try repository.snapshots().first))
      let shard = try #require(manifest.shards.first)
      let name = repository.name(of: shard.object.digest, .shard)
      try FileManager.default.removeItem(atPath: "\(other)/\(name)")
      try keeper.run("backup verify \(other)", minute: 14, code: 1)
      try keeper.run("backup drill \(other)", minute: 15, code: 1)
      do {
        let lock = try repository.lock(.adding, holder: "a test")
        defer { lock.release() }
        try keeper.run("backup create \(other)", minute: 16, code: 5)
      }
      let own = try keeper.json("backup status REPO", minute: 20)
      let others = try keeper.json("backup status \(other)", minute: 20)
      let all = try keeper.json("backup status", minute: 20)
      for item in ["backup", "verification", "drill"] {
        #expect(member(own, item, "failed") == nil, "\(item)")
        #expect(member(others, item, "failed") != nil, "\(item)")
        #expect(member(all, item, "failed") != nil, "\(item)")
        #expect(member(own, item, "good") is [String: Any], "\(item)")
      }
      #expect(member(others, "verification", "good") is NSNull)
    }
  }

  @Test func `a verification that could not be done is told as one that failed`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO", minute: 10)
      do {
        let lock = try keeper.opened().lock(.removing, holder: "a test")
        defer { lock.release() }
        try keeper.run("backup verify REPO", minute: 11, code: 5)
      }
      let status = try keeper.json("backup status REPO", minute: 12)
      #expect(member(status, "verification", "failed") != nil)
    }
  }

  private func member(_ status: [String: Any], _ item: String, _ name: String) -> Any? {
    (status[item] as? [String: Any])?[name]
  }

  /// The kinds of the runs that are about backups, in their order.
  private func kinds(of keeper: Operator) throws -> [String] {
    try keeper.store().read { (transaction) throws in
      try transaction.rows(
        "SELECT kind FROM run WHERE repository_id IS NOT NULL ORDER BY id"
      ) { $0[0] as String }
    }
  }
}
