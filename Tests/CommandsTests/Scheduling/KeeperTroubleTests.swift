@testable import Commands
import Foundation
import PipelineCore
import Processes
import RecipeModel
import Schedule
import Store
import TestKit
import Testing

/// Files and stores that are in the way of schedules.
struct KeeperTroubleTests {
  @Test func `a time limit holds while nothing can be recorded`() throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      var keeper = try desk.keeper(
        of: [desk.write("nightly", schedule: "cron: '*/5 * * * *', timeLimit: 5m")])
      keeper.turn(at: desk.minute(0))
      keeper.turn(at: desk.minute(2))
      #expect(desk.runner.taken() == ["start 0"])
      let aside = desk.storePath + ".aside"
      try FileManager.default.moveItem(atPath: desk.storePath, toPath: aside)
      let own = try #require(ProcessIdentity.own)
      keeper.take(.started(place: 0, own), at: desk.minute(3))
      keeper.turn(at: desk.minute(3))
      // The limit is reached, and the next one is due, which cannot be recorded.
      keeper.turn(at: desk.minute(7))
      keeper.turn(at: desk.minute(8))
      #expect(desk.runner.taken().first == "end 0")
      #expect(desk.said.count("takes longer than its time limit") == 1)
      keeper.take(.ended(place: 0, .signalled), at: desk.minute(9))
      try FileManager.default.moveItem(atPath: aside, toPath: desk.storePath)
      keeper.turn(at: desk.minute(9))
      #expect(try desk.jobs(of: "nightly").first == "failed: it took too long")
    }
  }

  @Test func `a stop is not done until what ended is recorded`() throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      var keeper = try desk.keeper(of: [desk.write("nightly")])
      keeper.turn(at: desk.minute(0))
      keeper.turn(at: desk.minute(27))
      keeper.stop()
      keeper.take(.ended(place: 0, .exited(code: 0)), at: desk.minute(28))
      try RecipeStore.open(at: desk.storePath).write { (_) throws(StoreFault) in
        keeper.turn(at: desk.minute(28))
      }
      #expect(!keeper.isRunning && !keeper.isSettled)
      keeper.turn(at: desk.minute(28.1))
      #expect(keeper.isSettled)
      #expect(try desk.jobs(of: "nightly") == ["succeeded"])
    }
  }

  @Test func `who runs an attempt is recorded later where it cannot be at once`() throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      var keeper = try desk.keeper(of: [desk.write("nightly")])
      keeper.turn(at: desk.minute(0))
      keeper.turn(at: desk.minute(27))
      let own = try #require(ProcessIdentity.own)
      try RecipeStore.open(at: desk.storePath).write { (_) throws(StoreFault) in
        keeper.take(.started(place: 0, own), at: desk.minute(27))
        keeper.turn(at: desk.minute(27))
      }
      #expect(try desk.stored("nightly")[0].process == nil)
      keeper.turn(at: desk.minute(27.1))
      #expect(try desk.stored("nightly")[0].process?.number == own.number)
    }
  }

  @Test func `what is in the way of one file is told once, and never stops the others`() throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      let broken = folder.appending(path: "broken.yaml").path
      try "pipeline: [".write(toFile: broken, atomically: true, encoding: .utf8)
      let elsewhere = folder.appending(path: "none.db").path
      let files = try [
        broken, desk.write("homeless", store: elsewhere), folder.appending(path: "gone.yaml").path,
        desk.write("nightly"),
      ]
      var keeper = try desk.keeper(of: files)
      for second in 0..<120 { keeper.turn(at: desk.minute(Double(second) / 60)) }
      #expect(desk.said.count("broken.yaml:2:1: ") == 1)
      #expect(desk.said.count("homeless.yaml: ") == 1)
      #expect(desk.said.count("gone.yaml: ") >= 1)
      keeper.turn(at: desk.minute(27))
      #expect(desk.runner.taken() == ["start 3"])
      // What is mended is taken up by itself.
      _ = try desk.write("broken")
      keeper.turn(at: desk.minute(27.5))
      #expect(desk.said.count("broken: is in order again") == 1)
      keeper.turn(at: desk.minute(87))
      #expect(desk.runner.taken().contains("start 0"))
    }
  }

  @Test func `a pipeline that makes its store has one made before its first job`() throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      let store = folder.appending(path: "new/made.db").path
      var keeper = try desk.keeper(
        of: [desk.write("nightly", store: store, stages: "init, lineage")])
      keeper.turn(at: desk.minute(0))
      keeper.turn(at: desk.minute(27))
      #expect(desk.runner.taken() == ["start 0"])
      let jobs = try RecipeStore.open(at: store).read { (transaction) throws(StoreFault) in
        try transaction.jobs(of: "nightly", limit: 2)
      }
      #expect(jobs.map(\.job.state) == [.running])
    }
  }

  @Test func `what cannot be recorded is not done, and done once it can be`() throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      var keeper = try desk.keeper(of: [desk.write("nightly")])
      keeper.turn(at: desk.minute(0))
      let aside = desk.storePath + ".aside"
      try FileManager.default.moveItem(atPath: desk.storePath, toPath: aside)
      keeper.turn(at: desk.minute(27))
      keeper.turn(at: desk.minute(28))
      #expect(desk.runner.taken() == [])
      try FileManager.default.moveItem(atPath: aside, toPath: desk.storePath)
      keeper.turn(at: desk.minute(29))
      #expect(desk.runner.taken() == ["start 0"])

      try FileManager.default.moveItem(atPath: desk.storePath, toPath: aside)
      keeper.take(.ended(place: 0, .exited(code: 0)), at: desk.minute(30))
      keeper.turn(at: desk.minute(30))
      #expect(!keeper.isRunning)
      try FileManager.default.moveItem(atPath: aside, toPath: desk.storePath)
      #expect(try desk.jobs(of: "nightly") == ["running"])
      keeper.turn(at: desk.minute(31))
      #expect(try desk.jobs(of: "nightly") == ["succeeded"])
    }
  }

  @Test func `a store that fails at the start is taken up again by the one that locked it`() throws
  {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      try desk.onStore(
        "CREATE TRIGGER full BEFORE INSERT ON schedule_known "
          + "BEGIN SELECT RAISE(ABORT, 'no room'); END")
      var keeper = try desk.keeper(of: [desk.write("nightly")])
      keeper.turn(at: desk.minute(0))
      #expect(keeper.watches[0].obstacle?.error is StoreFault)
      try desk.onStore("DROP TRIGGER full")
      keeper.turn(at: desk.minute(1))
      #expect(desk.said.count("nightly: is in order again") == 1)
      keeper.turn(at: desk.minute(27))
      #expect(desk.runner.taken() == ["start 0"])
    }
  }

  @Test func `a store that is in use is waited for, a moment at a time and without a word`() throws
  {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      var keeper = try desk.keeper(of: [desk.write("nightly")], role: .running, isAsked: true)
      let store = try RecipeStore.open(at: desk.storePath)
      let clock = ContinuousClock()
      let during = { (minutes: Double) in
        try store.write { (_) throws(StoreFault) in keeper.turn(at: desk.minute(minutes)) }
      }
      let took = try clock.measure { try during(0) }
      #expect(took < .seconds(5), "others wait for it")
      #expect(!keeper.isIdle && desk.said.text.isEmpty)
      keeper.turn(at: desk.minute(0.02))
      #expect(desk.runner.taken() == ["start 0"])

      keeper.take(.ended(place: 0, .exited(code: 0)), at: desk.minute(1))
      try during(1)
      #expect(!keeper.isIdle && !keeper.isRunning, "its end is not recorded")
      try during(1.2)
      #expect(!keeper.isIdle && desk.said.count("the store is busy") == 1)
      try during(1.5)
      #expect(desk.said.count("the store is busy") == 1)
      keeper.turn(at: desk.minute(2))
      #expect(keeper.isIdle && keeper.watches[0].last?.job.state == .succeeded)
      #expect(desk.said.count("is in order again") == 1)
    }
  }
}
