@testable import Commands
import Foundation
import Processes
import RecipeModel
import Schedule
import Store
import TestKit
import Testing

/// Days of a schedule with kills, stops, failures and a store that is gone for a while.
struct KeeperHistoryTests {
  @Test(arguments: 0..<6)
  func `whatever happens, each time that was due has a job or is counted by one`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: seed)
      let desk = try KeeperDesk(in: folder)
      let policy = OverlapPolicy.allCases[seed % 3]
      let missed = MissedRuns.allCases[seed % 2]
      let file = try desk.write(
        "nightly",
        schedule: "cron: '*/7 * * * *', overlap: \(policy), missed: \(missed), timeLimit: 30m")
      let own = try #require(ProcessIdentity.own)
      let aside = desk.storePath + ".aside"
      var keeper: ScheduleKeeper? = try desk.keeper(of: [file])
      var minute = 0.0
      var begun = 0
      keeper?.turn(at: desk.minute(0))
      for _ in 0..<90 {
        minute += Double(Int.random(in: 1...400, using: &generator)) / 20
        let now = desk.minute(minute)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0:
          // Killed; what runs goes on or not.
          keeper = nil
          minute += Double(Int.random(in: 0...40, using: &generator))
          keeper = try desk.keeper(of: [file])
        case 1:
          try FileManager.default.moveItem(atPath: desk.storePath, toPath: aside)
          keeper?.turn(at: now)
          try FileManager.default.moveItem(atPath: aside, toPath: desk.storePath)
        case 2 where keeper?.isRunning ?? false:
          let isAlive = Bool.random(using: &generator)
          let identity = isAlive ? own : ProcessIdentity(number: own.number, mark: "gone")
          keeper?.take(.started(place: 0, identity), at: now)
        case 3...6 where keeper?.isRunning ?? false:
          let codes: [Int32] = [0, 0, 3, 1, 75, 130]
          let code = codes[Int.random(in: 0..<codes.count, using: &generator)]
          keeper?.take(.ended(place: 0, .exited(code: code)), at: now)
        default: break
        }
        keeper?.turn(at: desk.minute(minute))
        begun += desk.runner.taken().count { $0 == "start 0" }
      }
      // At last all is in order for an hour, and whatever runs ends well.
      for extra in 1...60 {
        let now = desk.minute(minute + Double(extra))
        if keeper?.isRunning ?? false {
          keeper?.take(.ended(place: 0, .exited(code: 0)), at: now)
        }
        keeper?.turn(at: now)
        begun += desk.runner.taken().count { $0 == "start 0" }
      }
      let end = desk.minute(minute + 60)
      let jobs = try RecipeStore.open(at: desk.storePath).read {
        (transaction) throws(StoreFault) in try transaction.jobs(of: "nightly", limit: 10_000)
      }.map(\.job)
      let due = try CronExpression("*/7 * * * *").last(
        after: KeeperDesk.start, through: end, in: .utc)
      #expect(jobs.reduce(0) { $0 + 1 + $1.missedBefore } == due?.count)
      #expect(jobs.reduce(0) { $0 + $1.attempts } == begun)
      #expect(jobs.allSatisfy { $0.state.isEnded || $0.dueAt == due?.moment })
      #expect(jobs.contains { $0.state == .succeeded })
    }
  }
}
