@testable import Commands
import BackupRepository
import Backups
import Foundation
import PipelineCore
import RecipeModel
import Store
import TestKit
import Testing

/// Erasures and backups (R23).
struct RewriteTests {
  /// Two snapshots with ada and one without, who was erased in between.
  private func keeper(in folder: URL) throws -> (Operator, id: String) {
    let keeper = try Operator(in: folder)
    try keeper.run("backup create REPO --label first", minute: 10)
    try keeper.run(
      "recipe create --into bakers --as ada@example.org --title Oat", minute: 11)
    try keeper.run("backup create REPO --label second", minute: 12)
    let users = try keeper.json("user list", minute: 12)["users"] as? [[String: Any]]
    let ada = users?.first { $0["email"] as? String == "ada@example.org" }
    return (keeper, try #require(ada?["id"] as? String))
  }

  @Test func `R23: snapshots that hold an erased person are told, and made anew without them`()
    throws
  {
    try withTemporaryFolder { folder in
      let (keeper, id) = try keeper(in: folder)
      try keeper.run("user erase ada@example.org", minute: 13)
      // The live store knows of it, and then a snapshot.
      var list = try snapshots(try keeper.json("backup list REPO", minute: 14))
      #expect(list.map { $0["holdsErased"] as? Int } == [1, 1])
      try keeper.run("backup create REPO --label third", minute: 15)
      list = try snapshots(try keeper.json("backup list REPO", minute: 16))
      #expect(list.map { $0["holdsErased"] as? Int } == [nil, 1, 1])
      let oldest = try #require(list.last?["id"] as? String)
      let details = try keeper.json("backup show REPO \(oldest)", minute: 16)
      #expect(details["holdsErased"] as? Int == 1)
      let traces = ["ada@example.org", "Lovelace", id]
      for trace in traces { #expect(try keeper.everything().contains(trace)) }

      let rewritten = try keeper.json("backup rewrite REPO --erased", minute: 17)
      #expect((rewritten["rewritten"] as? [Any])?.count == 2)
      #expect(keeper.leftovers == [])
      for trace in traces { #expect(try !keeper.everything().contains(trace), "\(trace)") }
      let after = try snapshots(try keeper.json("backup list REPO", minute: 18))
      for key in ["createdAt", "label", "images"] {
        #expect(after.map { "\($0[key] ?? "")" } == list.map { "\($0[key] ?? "")" })
      }
      #expect(after.allSatisfy { $0["holdsErased"] == nil })
      #expect(after.dropFirst().allSatisfy { $0["kind"] as? String == "full" })
      let proof = try keeper.json("backup verify REPO", minute: 18)
      #expect((proof["unneeded"] as? [String: Int])?["files"] == 0)

      // The rest is there: who else, and every recipe.
      let name = try #require(after.last?["id"] as? String)
      try keeper.run("backup drill REPO \(name)", minute: 19)
      try keeper.run("backup restore REPO \(name) --store \(folder.path)/old.db", minute: 19)
      let users = try keeper.run("user list --store \(folder.path)/old.db", minute: 19)
      #expect(users.contains("ben@example.org") && users.contains("cleo@example.org"))
      let recipes = try keeper.run(
        "recipe list --in bakers --as ben@example.org --store \(folder.path)/old.db", minute: 19)
      #expect(recipes.contains("Rye") && recipes.contains("Spelt") && !recipes.contains("Oat"))
      #expect(
        try keeper.run("backup rewrite REPO --erased", minute: 20)
          .contains("no snapshot holds them"))
    }
  }

  @Test func `R23: a restored older snapshot has the erasures that newer ones know of`() throws {
    try withTemporaryFolder { folder in
      let (keeper, _) = try keeper(in: folder)
      try keeper.run("user erase ada@example.org --recipes remove", minute: 13)
      try keeper.run("backup create REPO", minute: 15)
      let oldest = try #require(try keeper.opened().snapshots().first)
      // The live store is lost: only the repository knows.
      let result = try keeper.json(
        "backup restore REPO \(oldest) --store \(folder.path)/new.db", minute: 16)
      #expect(result["erased"] as? Int == 1)
      let users = try keeper.run("user list --store \(folder.path)/new.db", minute: 17)
      #expect(!users.contains("ada@example.org") && users.contains("ben@example.org"))
      let recipes = try keeper.run(
        "recipe list --in bakers --as ben@example.org --store \(folder.path)/new.db", minute: 17)
      #expect(!recipes.contains("Rye") && recipes.contains("Spelt"))
    }
  }

  @Test
  func `a user may be taken out of snapshots who lives on, and later ones build on none of them`()
    throws
  {
    try withTemporaryFolder { folder in
      let (keeper, id) = try keeper(in: folder)
      try keeper.run("backup rewrite REPO --without-user \(id)", minute: 13)
      #expect(try !keeper.everything().contains("ada@example.org"))
      try keeper.run("backup create REPO", minute: 14)
      let newest = try #require(try keeper.opened().snapshots().last)
      #expect(try keeper.opened().manifest(newest).kind == .full)
      try keeper.run("backup restore REPO --store \(folder.path)/new.db", minute: 15)
      #expect(
        try keeper.run("user list --store \(folder.path)/new.db", minute: 16)
          .contains("ada@example.org"))
      let drill = try keeper.json("backup drill REPO", minute: 17)
      #expect(drill["comparedWith"] as? String == "live")
    }
  }

  @Test func `a rewriting that was killed before the old snapshot went is finished, not repeated`()
    throws
  {
    try withTemporaryFolder { folder in
      let (keeper, _) = try keeper(in: folder)
      try keeper.run("user erase ada@example.org", minute: 13)
      let erasures = try keeper.store().read { try $0.erasures() }
      let random = RandomBytes(seed: 1)
      let old = try keeper.opened().snapshots()
      let outcome = try SnapshotRewriting(
        repository: try keeper.opened(), path: folder.appending(path: "x.db").path,
        surroundings: Surroundings(
          now: { Instant(milliseconds: 1_772_330_000_000) }, randomBytes: { random.next() }),
        holder: "a test"
      ).run(old[0], without: erasures)
      #expect(try keeper.opened().snapshots().count == 3)
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "x.db").path))
      try keeper.run("backup rewrite REPO --erased", minute: 14)
      let snapshots = try keeper.opened().snapshots()
      #expect(snapshots.count == 2 && snapshots.contains(outcome.new))
      #expect(Set(snapshots).isDisjoint(with: old))
      #expect(try !keeper.everything().contains("ada@example.org"))
    }
  }

  @Test func `R23: all go who are named, and nobody else`() throws {
    try withTemporaryFolder { folder in
      let (keeper, _) = try keeper(in: folder)
      let users = try keeper.json("user list", minute: 12)["users"] as? [[String: Any]] ?? []
      let ids = users.filter { ($0["email"] as? String)?.hasPrefix("ben") != true }
        .compactMap { $0["id"] as? String }
      #expect(ids.count == 2)
      try keeper.run(
        "backup rewrite REPO --without-user \(ids.joined(separator: " "))", minute: 13)
      let text = try keeper.everything()
      for gone in ids + ["ada@example.org", "cleo@example.org"] {
        #expect(!text.contains(gone), "\(gone)")
      }
      #expect(text.contains("ben@example.org"))
    }
  }

  @Test func `R23: snapshots of one moment are each made anew`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      for (number, title) in ["Oat", "Emmer", "Einkorn"].enumerated() {
        try keeper.run("backup create REPO --full", minute: 20, salt: 10 + number)
        try keeper.run(
          "recipe create --into bakers --as ben@example.org --title \(title)", minute: 20,
          salt: 20 + number)
      }
      try keeper.run("user erase ada@example.org", minute: 20, salt: 30)
      try keeper.run("backup create REPO", minute: 20, salt: 31)
      let recipes = try recipeCounts(keeper)
      #expect(Set(recipes).count == 4)
      let result = try keeper.json(
        "backup rewrite REPO --erased --store \(folder.path)/none.db", minute: 21)
      #expect((result["rewritten"] as? [Any])?.count == 3)
      #expect(try recipeCounts(keeper) == recipes)
      #expect(try !keeper.everything().contains("ada@example.org"))
    }
  }

  /// How many recipes each snapshot has, ascending.
  private func recipeCounts(_ keeper: Operator) throws -> [Int] {
    let repository = try keeper.opened()
    return try repository.snapshots().compactMap { id in
      try repository.manifest(id).tables.first { $0.name == "recipe" }?.rows
    }.sorted()
  }

  @Test func `what cannot be restored whole is left as it is, and told`() throws {
    try withTemporaryFolder { folder in
      let (keeper, _) = try keeper(in: folder)
      try keeper.run("user erase ada@example.org", minute: 13)
      let repository = try keeper.opened()
      let old = try repository.snapshots()
      let shard = try #require(
        try repository.manifest(old[0]).tables.first { $0.name == "membership" }?
          .layers.first?.shards.first)
      let name = repository.name(of: shard.object.digest, .shard)
      try FileManager.default.removeItem(atPath: "\(repository.path)/\(name)")
      let result = try keeper.json("backup rewrite REPO --erased", minute: 14, code: 1)
      let left = result["left"] as? [[String: String]]
      #expect(left?.first?["snapshot"] == old[0].text)
      #expect(try keeper.opened().snapshots().contains(old[0]))
      #expect(keeper.leftovers == [])
    }
  }

  private func snapshots(_ list: [String: Any]) throws -> [[String: Any]] {
    try #require(list["snapshots"] as? [[String: Any]])
  }
}
