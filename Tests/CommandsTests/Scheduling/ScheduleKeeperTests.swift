@testable import Commands
import Foundation
import PipelineCore
import Processes
import RecipeModel
import Schedule
import Store
import TestKit
import Testing

struct ScheduleKeeperTests {
  @Test func `a job that is due is recorded, runs, and its end is recorded`() throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      var keeper = try desk.keeper(of: [desk.write("nightly")])
      keeper.turn(at: desk.minute(0))
      #expect(desk.runner.taken() == [])
      keeper.turn(at: desk.minute(27))
      #expect(desk.runner.taken() == ["start 0"])
      #expect(try desk.jobs(of: "nightly") == ["running"])
      let own = try #require(ProcessIdentity.own)
      keeper.take(.started(place: 0, own), at: desk.minute(27))
      let process = try desk.stored("nightly")[0].process
      #expect(process?.number == own.number && process?.mark == own.mark)
      keeper.turn(at: desk.minute(28))
      #expect(!keeper.isIdle && keeper.isRunning)
      keeper.take(.ended(place: 0, .exited(code: 3)), at: desk.minute(29))
      keeper.turn(at: desk.minute(29))
      #expect(try desk.jobs(of: "nightly") == ["succeeded"])
      #expect(try desk.stored("nightly")[0].exitCode == 3)
      #expect(keeper.isIdle && desk.runner.taken() == [])
      keeper.turn(at: desk.minute(87))
      #expect(desk.runner.taken() == ["start 0"])
    }
  }

  @Test(
    arguments: [
      (.exited(code: 0), .succeeded, nil), (.exited(code: 7), .succeeded, nil),
      (.exited(code: 1), .failed, .fault), (.exited(code: 2), .failed, .fault),
      (.exited(code: 99), .failed, .fault), (.exited(code: 5), .retrying, .transientFault),
      (.exited(code: 75), .retrying, .transientFault), (.exited(code: 130), .retrying, .lost),
      (.signalled, .retrying, .lost), (.gone, .retrying, .lost),
      (.notStarted(reason: "no"), .retrying, .transientFault),
    ] as [(JobEnding, JobState, JobReason?)])
  func `how an attempt ends says what becomes of its job`(
    ending: JobEnding, state: JobState, reason: JobReason?
  ) throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      var keeper = try desk.keeper(of: [desk.write("nightly")])
      keeper.turn(at: desk.minute(0))
      keeper.turn(at: desk.minute(27))
      keeper.take(.ended(place: 0, ending), at: desk.minute(28))
      keeper.turn(at: desk.minute(28))
      let job = try desk.stored("nightly")[0].job
      #expect(job.state == state && job.reason == reason)
      #expect(desk.runner.taken() == ["start 0"])
      // The pause is a minute.
      keeper.turn(at: desk.minute(28.9))
      #expect(desk.runner.taken() == [])
      keeper.turn(at: desk.minute(29))
      #expect(desk.runner.taken() == (state == .retrying ? ["start 0"] : []))
    }
  }

  @Test func `a run that takes too long is ended, and has failed unless it was through`() throws {
    for (code, state): (Int32, String) in [
      (130, "failed: it took too long"), (1, "failed: it took too long"), (0, "succeeded"),
    ] {
      try withTemporaryFolder { folder in
        let desk = try KeeperDesk(in: folder)
        var keeper = try desk.keeper(
          of: [desk.write("nightly", schedule: "cron: '@hourly', timeLimit: 10m")])
        keeper.turn(at: desk.minute(0))
        keeper.turn(at: desk.minute(27))
        keeper.turn(at: desk.minute(36.9))
        #expect(desk.runner.taken() == ["start 0"])
        keeper.turn(at: desk.minute(37))
        keeper.turn(at: desk.minute(38))
        #expect(desk.runner.taken() == ["end 0"])
        keeper.take(.ended(place: 0, .exited(code: code)), at: desk.minute(38))
        keeper.turn(at: desk.minute(38))
        #expect(try desk.jobs(of: "nightly") == [state])
      }
    }
  }

  @Test func `a queued job begins when the one before has ended, which alone has the exit code`()
    throws
  {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      var keeper = try desk.keeper(
        of: [desk.write("nightly", schedule: "cron: '@hourly', overlap: queue")])
      keeper.turn(at: desk.minute(0))
      keeper.turn(at: desk.minute(27))
      keeper.turn(at: desk.minute(87))
      keeper.turn(at: desk.minute(147))
      #expect(desk.runner.taken() == ["start 0"])
      keeper.take(.ended(place: 0, .exited(code: 3)), at: desk.minute(150))
      keeper.turn(at: desk.minute(150))
      #expect(desk.runner.taken() == ["start 0"])
      #expect(
        try desk.jobs(of: "nightly")
          == ["succeeded", "running", "skipped: the one before has not ended"])
      #expect(try desk.stored("nightly").map(\.exitCode) == [3, nil, nil])
    }
  }

  @Test func `a stop begins nothing more, and what it ended goes on at the next start`() throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      let files = try [desk.write("nightly"), desk.write("other", schedule: "cron: '0 * * * *'")]
      var keeper: ScheduleKeeper? = try desk.keeper(of: files)
      keeper?.turn(at: desk.minute(0))
      keeper?.turn(at: desk.minute(27))
      #expect(desk.runner.taken() == ["start 0", "start 1"])
      keeper?.take(.ended(place: 1, .exited(code: 0)), at: desk.minute(28))
      keeper?.stop()
      #expect(desk.runner.taken() == ["end 0"])
      keeper?.turn(at: desk.minute(88))
      #expect(desk.runner.taken() == [], "nothing begins while it stops")
      keeper?.stop(kills: true)
      #expect(desk.runner.taken() == ["kill 0"])
      keeper?.take(.ended(place: 0, .signalled), at: desk.minute(89))
      keeper?.turn(at: desk.minute(89))
      #expect(keeper?.isRunning == false)
      #expect(try desk.jobs(of: "nightly") == ["retrying: the schedule was stopped"])
      #expect(try desk.jobs(of: "other") == ["succeeded"])

      keeper = nil
      var next = try desk.keeper(of: [files[0]])
      next.turn(at: desk.minute(90))
      #expect(desk.runner.taken() == ["start 0"])
      let job = try desk.stored("nightly")[0].job
      #expect(job.attempts == 2 && job.failures == 0, "being stopped is no failure")
    }
  }

  @Test func `after a kill, a run that goes on is watched, and one that is gone is lost`() throws {
    for isAlive in [true, false] {
      try withTemporaryFolder { folder in
        let desk = try KeeperDesk(in: folder)
        let file = try desk.write("nightly")
        var killed: ScheduleKeeper? = try desk.keeper(of: [file])
        killed?.turn(at: desk.minute(0))
        killed?.turn(at: desk.minute(27))
        let own = try #require(ProcessIdentity.own)
        let identity = isAlive ? own : ProcessIdentity(number: own.number, mark: "another boot/1")
        killed?.take(.started(place: 0, identity), at: desk.minute(27))
        _ = desk.runner.taken()
        killed = nil

        var keeper = try desk.keeper(of: [file])
        keeper.turn(at: desk.minute(30))
        #expect(desk.runner.taken() == (isAlive ? ["adopt 0"] : []))
        #expect(
          try desk.jobs(of: "nightly")
            == [isAlive ? "running" : "retrying: its process was killed"])
        guard isAlive else { return }
        keeper.take(.ended(place: 0, .gone), at: desk.minute(31))
        keeper.turn(at: desk.minute(31))
        #expect(try desk.jobs(of: "nightly") == ["retrying: its process was killed"])
      }
    }
  }

  @Test(
    arguments: [
      (.succeeded, .quarantined, "succeeded"), (.failed, .failed, "failed: the run failed"),
      (.failed, .failedForNow, "retrying: the run failed for a reason that may pass"),
      (.interrupted, .interrupted, "retrying: its process was killed"),
    ] as [(RunState, PipelineCore.ExitCode, String)])
  func `of a run that ended unseen, what it recorded of itself counts`(
    state: RunState, code: PipelineCore.ExitCode, summary: String
  ) throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      let file = try desk.write("nightly")
      var killed: ScheduleKeeper? = try desk.keeper(of: [file])
      killed?.turn(at: desk.minute(0))
      killed?.turn(at: desk.minute(27))
      killed = nil
      let job = try desk.stored("nightly")[0].key
      try RecipeStore.open(at: desk.storePath).write { (transaction) throws(StoreFault) in
        let run = try transaction.beginRun(
          RunRequest(
            kind: .pipeline, fingerprint: Digest(bytes: [UInt8](repeating: 1, count: 32)),
            label: "p"),
          id: "run-1", at: desk.minute(27))
        try transaction.keep(run.key, of: job)
        try transaction.finishRun(run.key, state, exitCode: code, at: desk.minute(28))
      }
      var keeper = try desk.keeper(of: [file])
      keeper.turn(at: desk.minute(30))
      #expect(try desk.jobs(of: "nightly") == [summary])
      #expect(
        try desk.stored("nightly")[0].exitCode == (state == .interrupted ? 130 : code.rawValue))
    }
  }

  @Test func `two do not keep one schedule, and the second takes it when the first has ended`()
    throws
  {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      let file = try desk.write("nightly")
      var first: ScheduleKeeper? = try desk.keeper(of: [file])
      first?.turn(at: desk.minute(0))
      var second = try desk.keeper(of: [file])
      second.turn(at: desk.minute(0))
      second.turn(at: desk.minute(27))
      #expect(desk.runner.taken() == [])
      #expect(desk.said.count("another process runs the jobs of nightly") == 1)
      first = nil
      _ = first
      second.turn(at: desk.minute(28))
      #expect(desk.runner.taken() == ["start 0"])
    }
  }

  @Test func `a file that is changed is read again, once its run has ended`() throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      var keeper = try desk.keeper(of: [desk.write("nightly")])
      keeper.turn(at: desk.minute(0))
      keeper.turn(at: desk.minute(27))
      #expect(desk.runner.taken() == ["start 0"])
      _ = try desk.write("nightly", schedule: "cron: '*/5 * * * *', timeZone: Europe/Berlin")
      keeper.turn(at: desk.minute(30))
      keeper.take(.ended(place: 0, .exited(code: 0)), at: desk.minute(31))
      keeper.turn(at: desk.minute(31))
      // Known since now: what it would have been due before was not missed.
      keeper.turn(at: desk.minute(31.1))
      #expect(desk.said.count("nightly: is read again") == 1)
      #expect(desk.runner.taken() == [])
      keeper.turn(at: desk.minute(31.7))
      #expect(desk.runner.taken() == ["start 0"])
      #expect(try desk.stored("nightly").last?.job.missedBefore == 0)
    }
  }

  @Test func `a clock that is set back, or that jumps ahead, starves nothing`() throws {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      var keeper = try desk.keeper(of: [desk.write("nightly")])
      keeper.turn(at: desk.minute(60 * 24 * 400))
      _ = desk.runner.taken()
      keeper.turn(at: desk.minute(0))
      keeper.turn(at: desk.minute(27))
      #expect(desk.runner.taken() == ["start 0"])
    }
  }

  @Test func `whoever runs what is asked for leaves what is due meanwhile to who asks for that`()
    throws
  {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      let file = try desk.write("nightly", schedule: "cron: '@hourly', overlap: queue")
      var first: ScheduleKeeper? = try desk.keeper(of: [file], role: .running, isAsked: true)
      first?.turn(at: desk.minute(0))
      first?.turn(at: desk.minute(27))
      #expect(try desk.jobs(of: "nightly") == ["running"])
      first?.take(.ended(place: 0, .exited(code: 0)), at: desk.minute(28))
      first?.turn(at: desk.minute(28))
      #expect(first?.isIdle == true)
      first = nil
      var second = try desk.keeper(of: [file], role: .running, isAsked: true)
      second.turn(at: desk.minute(28))
      second.take(.ended(place: 0, .exited(code: 0)), at: desk.minute(29))
      second.turn(at: desk.minute(29))
      #expect(try desk.jobs(of: "nightly") == ["succeeded", "succeeded"])
      #expect(desk.runner.taken() == ["start 0", "start 0"])
    }
  }

  @Test func `a job that is asked for runs with nothing due, and then there is nothing to do`()
    throws
  {
    try withTemporaryFolder { folder in
      let desk = try KeeperDesk(in: folder)
      var keeper = try desk.keeper(of: [desk.write("nightly")], role: .running, isAsked: true)
      #expect(!keeper.isIdle)
      keeper.turn(at: desk.minute(0))
      #expect(desk.runner.taken() == ["start 0"])
      keeper.take(.ended(place: 0, .exited(code: 75)), at: desk.minute(1))
      keeper.turn(at: desk.minute(1))
      #expect(!keeper.isIdle, "it is tried again")
      keeper.turn(at: desk.minute(2))
      keeper.take(.ended(place: 0, .exited(code: 0)), at: desk.minute(3))
      keeper.turn(at: desk.minute(3))
      #expect(keeper.isIdle)
      #expect(keeper.watches[0].last?.job.attempts == 2)
    }
  }
}
