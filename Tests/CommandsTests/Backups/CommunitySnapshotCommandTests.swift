@testable import Commands
import BackupRepository
import Foundation
@testable import Store
import TestKit
import Testing

/// Snapshots of one community, as commands and pipelines take and use them.
struct CommunitySnapshotCommandTests {
  @Test func `R7: an admin takes one, a mere member is refused and makes no repository`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      for asked in ["--community bakers", "", "--community elsewhere"] {
        try keeper.run("backup create REPO \(asked) --as ada@example.org", minute: 10, code: 1)
      }
      try keeper.run("backup create REPO --as ben@example.org", minute: 10, code: 1)
      #expect(!FileManager.default.fileExists(atPath: keeper.repository))
      try keeper.run("backup create REPO --community bakers --as ben@example.org", minute: 11)
      #expect(keeper.leftovers == [])
      let text = try keeper.everything()
      for trace in ["@example.org", "personal_copy", "cleo"] { #expect(!text.contains(trace)) }
      let list = try keeper.json("backup list REPO", minute: 12)["snapshots"] as? [[String: Any]]
      #expect(list?.map { $0["community"] as? String } == ["bakers"])
      let details = try keeper.json("backup show REPO", minute: 12)
      #expect(details["profile"] as? String == "community")
      #expect((details["community"] as? [String: String])?["name"] == "Bakers")
      try keeper.run("backup verify REPO", minute: 13)
      let drill = try keeper.json("backup drill REPO", minute: 14)
      #expect(drill["passed"] as? Bool == true && drill["comparedWith"] as? String == "rows")
    }
  }

  @Test func `what is of a community alone makes no backup of the installation good`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO --community bakers", minute: 10)
      let name = try #require(try keeper.opened().snapshots().first)
      try keeper.run("backup drill REPO \(name)", minute: 11)
      try keeper.run("backup export \(folder.path)/bakers.tar --community bakers", minute: 11)
      for place in ["", "REPO"] {
        let status = try keeper.json("backup status \(place)", minute: 12)
        for item in ["backup", "verification", "drill"] {
          let said = try #require(status[item] as? [String: Any])
          #expect(said["good"] is NSNull, "\(item)")
        }
      }
      try keeper.run("backup status REPO --fail-after 1h", minute: 12, code: 8)
      try keeper.run("backup create REPO", minute: 13)
      try keeper.run("backup create REPO --community bakers", minute: 63)
      try keeper.run("backup status REPO --fail-after 1h", minute: 73)
      try keeper.run("backup status REPO --fail-after 1h", minute: 74, code: 8)
    }
  }

  @Test func `failures and verifications of a community's backups tell nothing of all backups`()
    throws
  {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO --community bakers", minute: 10)
      try keeper.run("backup verify REPO", minute: 11)
      do {
        let lock = try keeper.opened().lock(.removing, holder: "a test")
        defer { lock.release() }
        try keeper.run("backup create REPO --community bakers", minute: 12, code: 5)
        try keeper.run("backup verify REPO", minute: 13, code: 5)
      }
      for place in ["", "REPO"] {
        let status = try keeper.json("backup status \(place)", minute: 14)
        for item in ["backup", "verification"] {
          let said = try #require(status[item] as? [String: Any])
          #expect(said["good"] is NSNull && said["failed"] == nil, "\(item)")
        }
      }
      try keeper.run("backup create REPO", minute: 15)
      try keeper.run("backup verify REPO", minute: 16)
      let status = try keeper.json("backup status REPO", minute: 17)
      #expect((status["verification"] as? [String: Any])?["good"] is [String: Any])
    }
  }

  @Test func `the newest is that of everything, or else of the community that is meant`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("community create --slug cooks --name Cooks --admin cleo", minute: 9)
      try keeper.run("backup create REPO --community bakers", minute: 10)
      #expect(try keeper.run("backup show REPO", minute: 10).contains("community bakers (Bakers)"))
      try keeper.run("backup create REPO --community cooks", minute: 11)
      let answer = try keeper.run("backup drill REPO", minute: 12, code: 1)
      #expect(answer.contains("snapshots of several communities, and none of everything"))
      let part = try keeper.json("backup restore REPO --community bakers --dry-run", minute: 12)
      #expect((part["snapshot"] as? [String: Any])?["profile"] as? String == "community")
      try keeper.run("backup restore REPO --community weavers --dry-run", minute: 12, code: 1)
      try keeper.run("backup create REPO", minute: 13)
      try keeper.run("backup create REPO --community bakers", minute: 14)
      let details = try keeper.json("backup show REPO", minute: 15)
      #expect(details["profile"] == nil)
    }
  }

  @Test func `R5, R7: it becomes a store of the community, and brings lost recipes back`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO --community bakers", minute: 10)
      let new = "--store \(folder.path)/bakers.db"
      let restored = try keeper.json("backup restore REPO \(new)", minute: 11)
      #expect(restored["quarantined"] as? Int == 0)
      let users = try keeper.run("user list \(new)", minute: 12)
      #expect(users.contains("Lovelace") && users.contains("withheld.invalid"))
      #expect(!users.contains("example.org") && !users.contains("cleo"))
      #expect(try keeper.run("recipe list --in bakers \(new)", minute: 12).contains("Rye"))

      let recipes = try keeper.json("recipe list --in bakers", minute: 12)["recipes"]
      let rye = try #require(
        (recipes as? [[String: Any]])?.first { $0["title"] as? String == "Rye" }?["id"] as? String)
      try keeper.run("recipe delete \(rye)", minute: 13)
      try keeper.run(
        "backup restore REPO --community bakers --on-conflict overwrite", minute: 14)
      #expect(try keeper.run("recipe list --in bakers", minute: 15).contains("Rye"))
      #expect(try keeper.run("user list", minute: 15).contains("ada@example.org"))

      // What is written out of it can go back into the installation as well.
      let archive = "\(folder.path)/bakers.tar"
      try keeper.run(
        "backup export \(archive) --from REPO --community bakers --as ben@example.org", minute: 16)
      try keeper.run(
        "backup export \(archive) --from REPO --as ada@example.org", minute: 16, code: 1)
      try keeper.run("backup export \(folder.path)/own.tar --from REPO", minute: 16)
      for (minute, path) in [(17, archive), (18, "\(folder.path)/own.tar")] {
        let account = try keeper.json("backup restore \(path)", minute: minute)["total"]
        #expect((account as? [String: Int])?["quarantined"] == 0)
      }
    }
  }

  @Test func `R7, R23a: what was taken down stays so in a store that is made of it`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("recipe create --into bakers --as ada@example.org --title Oat", minute: 8)
      let listed = try keeper.json("recipe list --in bakers", minute: 9)["recipes"]
      var ids: [String: String] = [:]
      for recipe in try #require(listed as? [[String: Any]]) {
        ids[try #require(recipe["title"] as? String)] = recipe["id"] as? String
      }
      let (rye, oat) = (try #require(ids["Rye"]), try #require(ids["Oat"]))
      try keeper.run(
        "takedown recipe \(rye) --reason copied --as ben@example.org", minute: 10)
      try keeper.run("takedown recipe \(oat) --reason court-order", minute: 11)
      try keeper.run("backup create REPO --community bakers", minute: 12)
      #expect(try !keeper.everything().contains("court-order"))
      let new = "--store \(folder.path)/bakers.db"
      try keeper.run("backup restore REPO \(new)", minute: 13)
      let shown = try keeper.json("takedown list \(new)", minute: 14)["takedowns"]
      let takedowns = try #require(shown as? [[String: Any]])
      #expect(Set(takedowns.map { $0["reason"] as? String }) == ["copied", "withheld"])
      // Under the numbers that they have where they come from, so that their shard is stored once.
      let query = """
        SELECT id || public_id || recipe_id || hex(content_digest) || ifnull(community_id, '-')
          FROM takedown ORDER BY id
        """
      let stores = [try keeper.store(), try RecipeStore.open(at: "\(folder.path)/bakers.db")]
      let rows = try stores.map { store in
        try store.read { (transaction) throws in
          try transaction.rows(query) { $0[0] as String }
        }
      }
      #expect(rows[0] == rows[1] && rows[0].count == 2)
    }
  }

  @Test func `R23: it is rewritten without somebody, and stays one of the community`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      try keeper.run("backup create REPO --community bakers", minute: 10)
      try keeper.run("user erase ada@example.org", minute: 11)
      let list = try keeper.json("backup list REPO", minute: 12)["snapshots"] as? [[String: Any]]
      #expect(list?.map { $0["holdsErased"] as? Int } == [1])
      try keeper.run("backup rewrite REPO --erased", minute: 13)
      #expect(try !keeper.everything().contains("Lovelace"))
      let after = try keeper.json("backup list REPO", minute: 14)["snapshots"] as? [[String: Any]]
      #expect(after?.map { $0["community"] as? String } == ["bakers"])
      let manifest = try keeper.opened().manifest(try #require(keeper.opened().snapshots().first))
      let installation = try keeper.store().read { try $0.snapshotState().installationID }
      #expect(manifest.store.installationID == installation)
    }
  }

  @Test func `a pipeline backs up a community into a repository`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      let file = folder.appending(path: "p.yaml")
      try """
      pipeline: p
      store: \(keeper.storePath)
      stages:
        - backup: { repository: \(keeper.repository), community: bakers }
      """.write(to: file, atomically: true, encoding: .utf8)
      try keeper.run("run \(file.path)", minute: 10)
      let manifest = try keeper.opened().manifest(try #require(keeper.opened().snapshots().first))
      #expect(manifest.profile == "community")
      let status = try keeper.json("backup status", minute: 12)
      #expect((status["verification"] as? [String: Any])?["good"] is NSNull)
    }
  }
}
