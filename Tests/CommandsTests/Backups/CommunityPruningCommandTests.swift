@testable import Commands
import BackupRepository
import Foundation
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
}
