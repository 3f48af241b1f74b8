@testable import Commands
import BackupRepository
import Backups
import Foundation
import RecipeModel
import TestKit
import Testing

struct CommunityPruningCommandTests {
  @Test func `pruning a community's snapshots leaves all others as they are`() throws {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      for minute in [10, 20, 30] {
        try keeper.run("backup create REPO", minute: minute)
        try keeper.run("backup create REPO --community bakers", minute: minute + 1)
      }
      let rules = "--keep-last 1 --community bakers"
      let plan = try keeper.run("backup prune REPO \(rules) --dry-run", minute: 40)
      #expect(plan.contains("not decided on") && plan.contains("bakers"))
      #expect(plan.contains("would remove 2 snapshots"))
      try keeper.run("backup prune REPO --community weavers --keep-last 1", minute: 40, code: 1)
      try keeper.run(
        "backup prune REPO --community bakers --profile full --keep-last 1", minute: 40, code: 2)
      try keeper.run("backup prune REPO \(rules)", minute: 41)
      #expect(try keeper.opened().snapshots().count == 4)
      try keeper.run("backup prune REPO --profile full --keep-last 1", minute: 42)
      #expect(try keeper.opened().snapshots().count == 2)
      try keeper.run("backup verify REPO", minute: 43)
    }
  }

  @Test func `a slug is that of the community that has it now; without a store it is to be clear`()
    throws
  {
    try withTemporaryFolder { folder in
      let keeper = try Operator(in: folder)
      for minute in [10, 11] {
        try keeper.run("backup create REPO --community bakers", minute: minute)
      }
      try keeper.run("community delete bakers", minute: 12)
      try keeper.run("community create --slug bakers --name Anew --admin cleo", minute: 13)
      for minute in [14, 15] {
        try keeper.run("backup create REPO --community bakers", minute: minute)
      }
      let all = try keeper.opened().snapshots()
      let rules = "--keep-last 1 --community bakers"
      let elsewhere = "--store \(folder.path)/none.db"
      let answer = try keeper.run("backup prune REPO \(rules) \(elsewhere)", minute: 16, code: 1)
      let ids = Set(try all.compactMap { try keeper.opened().manifest($0).communityID?.text })
      #expect(ids.count == 2 && ids.allSatisfy { answer.contains($0) })
      #expect(try keeper.opened().snapshots() == all)
      try keeper.run("backup prune REPO \(rules)", minute: 17)
      #expect(try keeper.opened().snapshots() == [all[0], all[1], all[3]])
      let old = try #require(try keeper.opened().manifest(all[0]).communityID?.text)
      try keeper.run(
        "backup prune REPO --keep-last 1 --community \(old) \(elsewhere)", minute: 18)
      #expect(try keeper.opened().snapshots() == [all[1], all[3]])
    }
  }
}
