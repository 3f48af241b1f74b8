@testable import Commands
import BackupRepository
import Foundation
import PipelineCore
import RecipeModel
import Statistics
@testable import Store
import TestKit
import Testing

/// Drills, and what `backup status` makes of them.
struct DrillTests {
  @Test func `a drill proves a snapshot, leaves nothing behind, and is told by the status`() throws
  {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO", minute: 10)
      let drill = try keeper.json("backup drill REPO", minute: 20)
      #expect(drill["passed"] as? Bool == true && drill["comparedWith"] as? String == "live")
      #expect(keeper.leftovers == [])
      let status = try keeper.json("backup status REPO", minute: 30)
      #expect(age(status, "backup") == 20 * 60)
      #expect(age(status, "drill") == 10 * 60)
      #expect(age(status, "verification") == nil)
      try keeper.run("backup verify REPO", minute: 31)
      #expect(age(try keeper.json("backup status", minute: 32), "verification") == 60)
      // None of that changes what a backup holds.
      try keeper.run("backup create REPO --quiet", minute: 33)
      let manifests = try keeper.opened().snapshots().map { try keeper.opened().manifest($0) }
      #expect(manifests[0].tables == manifests[1].tables)
    }
  }

  @Test func `a status fails by its exit code once something is too old, or was never done`() throws
  {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup status --fail-after 26h", minute: 10, code: 8)
      try keeper.run("backup status", minute: 10)
      try keeper.run("backup create REPO", minute: 10)
      let day = 26 * 60 + 10
      try keeper.run("backup status REPO --fail-after 26h", minute: day)
      try keeper.run("backup status REPO --fail-after 26h", minute: day + 1, code: 8)
      try keeper.run("backup status --fail-after 26h", minute: day + 1, code: 8)
      try keeper.run("backup status --fail-after 2d --fail-drill-after 2d", minute: day, code: 8)
      try keeper.run("backup drill REPO", minute: day)
      try keeper.run("backup status --fail-after 2d --fail-drill-after 2d", minute: day)
      try keeper.run("backup status --fail-verify-after 1w", minute: day, code: 8)
      try keeper.run("backup status --fail-after soon", minute: day, code: 2)
      // Another repository has none of its own.
      let other = folder.appending(path: "other").path
      try keeper.run("backup status \(other) --fail-after 1h", minute: day, code: 1)
      try FileManager.default.copyItem(atPath: keeper.repository, toPath: other)
      try keeper.run("backup status \(other) --fail-after 2d", minute: day)
    }
  }

  @Test func `a damaged file is named by a drill, which does not count as good`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO", minute: 10)
      try keeper.run("backup drill REPO", minute: 11)
      let repository = try keeper.opened()
      let manifest = try repository.manifest(try #require(try repository.snapshots().last))
      let shard = try #require(
        manifest.tables.first { $0.name == "membership" }?.layers[0].shards[0])
      let name = repository.name(of: shard.object.digest, .shard).description
      let file = URL(filePath: "\(repository.path)/\(name)")
      var bytes = try Data(contentsOf: file)
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: file)
      let drill = try keeper.json("backup drill REPO", minute: 12, code: 1)
      let findings = try #require(drill["findings"] as? [[String: String]])
      #expect(findings.contains { $0["about"] == "restore" && $0["what"]?.contains(name) == true })
      #expect(
        findings.contains {
          $0["what"] == "0 rows of membership where the snapshot says 2"
        })
      #expect(
        findings.contains {
          $0["what"] == "bakers: memberships 0 told, and the live store says 2"
        })
      #expect(keeper.leftovers == [])
      let status = try keeper.json("backup status", minute: 13)
      #expect(age(status, "drill") == 120)
      #expect((status["drill"] as? [String: Any])?["failed"] != nil)
    }
  }

  @Test func `numbers that the live store tells otherwise are named, one by one`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO", minute: 10)
      // Behind the back of the change counter.
      try keeper.store().write { (transaction) throws in
        try transaction.execute(
          "UPDATE membership SET role = 'admin' WHERE id = (SELECT max(id) FROM membership)")
      }
      let drill = try keeper.json("backup drill REPO", minute: 11, code: 1)
      let findings = try #require(drill["findings"] as? [[String: String]])
      #expect(
        findings.map { $0["what"] } == ["bakers: admins 1 told, and the live store says 2"])
    }
  }

  @Test func `a store that went on is not compared with, nor is one that views wait in`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO", minute: 10)
      try keeper.run("recipe create --into bakers --as ben@example.org --title Oat", minute: 11)
      var drill = try keeper.json("backup drill REPO", minute: 12)
      #expect(drill["comparedWith"] as? String == "rows")
      let recipe = try keeper.store().read { (transaction) throws in
        try transaction.row("SELECT public_id FROM recipe ORDER BY id LIMIT 1") { $0[0] as String }
      }
      let log = folder.appending(path: "views.jsonl")
      try Data(
        """
        {"id":"v1","recipeId":"\(recipe ?? "")","viewedAt":"2026-02-27T10:00:00Z"}

        """.utf8
      ).write(to: log)
      try keeper.run("views \(log.path)", minute: 13)
      #expect(try keeper.store().read { try $0.rollupsAreBehind() })
      try keeper.run("backup create REPO", minute: 14)
      drill = try keeper.json("backup drill REPO", minute: 15)
      #expect(drill["comparedWith"] as? String == "live")
    }
  }

  @Test func `a drill of what cannot be restored at all is kept as one that failed`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO", minute: 10)
      try keeper.run("backup create REPO", minute: 11)
      let repository = try keeper.opened()
      let newest = try #require(try repository.snapshots().last)
      try Data("{}\n".utf8).write(
        to: URL(filePath: "\(repository.path)/snapshots/\(newest).json"))
      #expect(try keeper.run("backup drill REPO", minute: 12, code: 1).contains(newest.text))
      let status = try keeper.json("backup status", minute: 13)
      let drill = try #require(status["drill"] as? [String: Any])
      #expect(drill["good"] is NSNull && drill["failed"] != nil)
      #expect(keeper.leftovers == [])
    }
  }

  @Test func `what a killed drill left behind goes with the next, and two do not mix`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO", minute: 10)
      let left = folder.appending(path: "kept/.backups.drill")
      try FileManager.default.createDirectory(
        at: left.appending(path: "drill.db.images"), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o700], ofItemAtPath: left.path)
      try Data("half".utf8).write(to: left.appending(path: "drill.db"))
      do {
        let lock = try RunLock(storePath: "\(left.path)/levain", holder: "another drill")
        try withExtendedLifetime(lock) {
          _ = try keeper.run("backup drill REPO", minute: 11, code: 5)
        }
      }
      try keeper.run("backup drill REPO", minute: 12)
      #expect(keeper.leftovers == [])
    }
  }

  private func age(_ status: [String: Any], _ item: String) -> Int? {
    ((status[item] as? [String: Any])?["good"] as? [String: Any])?["age"] as? Int
  }
}
