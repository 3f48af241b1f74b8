import RecipeModel
import Schedule
import Testing

@Suite struct TimetableTests {
  private func nightly(
    missed: MissedRuns = .once, overlap: OverlapPolicy = .skip, jitter: Int64 = 0,
    timeLimit: Int64? = nil, retries: RetryPolicy = RetryPolicy()
  ) throws -> RunSchedule {
    RunSchedule(
      expression: try CronExpression("30 2 * * *"), missed: missed, overlap: overlap,
      jitter: jitter, timeLimit: timeLimit, retries: retries)
  }

  private func moment(_ text: String) throws -> Instant { try #require(Instant(text)) }

  private func table(_ schedule: RunSchedule) throws -> Timetable {
    Timetable(
      pipeline: "nightly", schedule: schedule, knownSince: try moment("2026-11-22T12:00:00Z"))
  }

  @Test("A job is pending when it is due, runs at once and succeeds")
  func succeeds() throws {
    var table = try table(nightly())
    let due = try moment("2026-11-23T02:30:00Z")
    #expect(table.nextMoment == due)
    #expect(table.advance(to: due.advanced(byMilliseconds: -1)) == [])
    let steps = table.advance(to: due.advanced(byMilliseconds: 20))
    guard case .record(let pending) = steps.first, case .start(let running) = steps.last,
      steps.count == 2
    else { return #expect(Bool(false), "\(steps)") }
    #expect(pending.state == .pending && pending.dueAt == due && pending.missedBefore == 0)
    #expect(running.state == .running && running.attempts == 1)
    #expect(table.advance(to: due.advanced(byMilliseconds: 50)) == [])
    let ended = table.end(.succeeded, at: due.advanced(byMilliseconds: 60_000))
    guard case .record(let job) = ended.first else { return #expect(Bool(false), "\(ended)") }
    #expect(job.state == .succeeded && job.reason == nil)
    #expect(job.endedAt == due.advanced(byMilliseconds: 60_000))
    #expect(table.active == nil)
    #expect(try table.nextMoment == moment("2026-11-24T02:30:00Z"))
  }

  @Test("Missed runs are caught up by one job, which says how many there were")
  func catchesUp() throws {
    var table = try table(nightly())
    let steps = table.advance(to: try moment("2026-11-30T09:00:00Z"))
    guard case .start(let job) = steps.last else { return #expect(Bool(false), "\(steps)") }
    #expect(try job.dueAt == moment("2026-11-30T02:30:00Z") && job.missedBefore == 7)
    _ = table.end(.succeeded, at: try moment("2026-11-30T09:10:00Z"))
    #expect(try table.nextMoment == moment("2026-12-01T02:30:00Z"))
  }

  @Test("Missed runs are skipped where the schedule says so, and the next one on time runs")
  func skipsMissed() throws {
    var table = try table(nightly(missed: .skip))
    let steps = table.advance(to: try moment("2026-11-30T09:00:00Z"))
    guard case .record(let job) = steps.first, steps.count == 1 else {
      return #expect(Bool(false), "\(steps)")
    }
    #expect(job.state == .skipped && job.reason == .missed && job.missedBefore == 7)
    let onTime = table.advance(to: try moment("2026-12-01T02:30:59Z"))
    guard case .start = onTime.last else { return #expect(Bool(false), "\(onTime)") }
  }

  @Test(
    "A job that is due while another runs is skipped, queued or refused",
    arguments: [
      (OverlapPolicy.skip, JobState.skipped), (.queue, .pending), (.refuse, .failed),
    ])
  func overlaps(policy: OverlapPolicy, state: JobState) throws {
    var table = try table(nightly(overlap: policy))
    _ = table.advance(to: try moment("2026-11-23T02:30:00Z"))
    let steps = table.advance(to: try moment("2026-11-24T02:30:00Z"))
    guard case .record(let second) = steps.first, steps.count == 1 else {
      return #expect(Bool(false), "\(steps)")
    }
    #expect(second.state == state)
    #expect(second.reason == (policy == .queue ? nil : .overlapping))
    let third = table.advance(to: try moment("2026-11-25T02:30:00Z"))
    guard case .record(let job) = third.first else { return #expect(Bool(false), "\(third)") }
    #expect(job.state == (policy == .refuse ? .failed : .skipped))
    let end = try moment("2026-11-25T05:00:00Z")
    _ = table.end(.succeeded, at: end)
    let after = table.advance(to: end)
    if policy == .queue {
      guard case .start(let queued) = after.first else { return #expect(Bool(false), "\(after)") }
      #expect(queued.dueAt == second.dueAt)
    } else {
      #expect(after == [])
    }
  }

  @Test("What may pass is tried again after pauses that double, and then fails")
  func retries() throws {
    let retries = RetryPolicy(attempts: 4, firstPause: 1000, longestPause: 3000)
    var table = try table(nightly(retries: retries))
    var now = try moment("2026-11-23T02:30:00Z")
    _ = table.advance(to: now)
    for pause: Int64 in [1000, 2000, 3000] {
      _ = table.end(.failedForNow, at: now)
      #expect(table.active?.state == .retrying && table.active?.reason == .transientFault)
      #expect(table.nextMoment == now.advanced(byMilliseconds: pause))
      #expect(table.advance(to: now.advanced(byMilliseconds: pause - 1)) == [])
      now = now.advanced(byMilliseconds: pause)
      guard case .start = table.advance(to: now).first else { return #expect(Bool(false)) }
    }
    guard case .record(let job) = table.end(.failedForNow, at: now).first else { return }
    #expect(job.state == .failed && job.attempts == 4 && job.failures == 4)
  }

  @Test("What will not pass is not tried again", arguments: [JobOutcome.failed, .timedOut])
  func noRetries(outcome: JobOutcome) throws {
    var table = try table(nightly())
    _ = table.advance(to: try moment("2026-11-23T02:30:00Z"))
    guard
      case .record(let job) = table.end(outcome, at: try moment("2026-11-23T02:31:00Z")).first
    else { return #expect(Bool(false)) }
    #expect(job.state == .failed && job.attempts == 1)
  }

  @Test("What was stopped with the schedule goes on with it, and costs no attempt")
  func stopped() throws {
    var table = try table(nightly(retries: RetryPolicy(attempts: 1)))
    _ = table.advance(to: try moment("2026-11-23T02:30:00Z"))
    _ = table.end(.stopped, at: try moment("2026-11-23T02:31:00Z"))
    var again = Timetable(
      pipeline: "nightly", schedule: table.schedule, knownSince: table.settledUntil,
      active: table.active)
    guard case .start(let job) = again.advance(to: try moment("2026-11-23T02:40:00Z")).first
    else { return #expect(Bool(false)) }
    #expect(job.attempts == 2 && job.failures == 0)
  }

  @Test("What takes too long is stopped once")
  func timeLimit() throws {
    var table = try table(nightly(timeLimit: 5000))
    let due = try moment("2026-11-23T02:30:00Z")
    _ = table.advance(to: due)
    #expect(table.nextMoment == due.advanced(byMilliseconds: 5000))
    guard case .stop = table.advance(to: due.advanced(byMilliseconds: 5000)).first else {
      return #expect(Bool(false))
    }
    #expect(table.advance(to: due.advanced(byMilliseconds: 6000)) == [])
  }

  @Test("Jitter puts a job off by the same time whenever it is asked")
  func jitter() throws {
    var starts: Set<Int64> = []
    for day in 23...30 {
      let due = try moment("2026-11-\(day)T02:30:00Z")
      var table = Timetable(
        pipeline: "nightly", schedule: try nightly(jitter: 600_000),
        knownSince: due.advanced(byMilliseconds: -1))
      var again = table
      _ = table.advance(to: due)
      let start = try #require(table.nextMoment ?? table.active?.startedAt)
      _ = again.advance(to: due)
      #expect(again.nextMoment ?? again.active?.startedAt == start)
      let delay = start.milliseconds - due.milliseconds
      #expect((0...600_000).contains(delay))
      starts.insert(delay)
      guard delay > 0 else { continue }
      #expect(table.advance(to: start.advanced(byMilliseconds: -1)) == [])
      guard case .start = table.advance(to: start).first else { return #expect(Bool(false)) }
    }
    #expect(starts.count > 5)
  }

  @Test("Every state is followed by those it may be followed by, and what has ended by none")
  func states() {
    for state in JobState.allCases {
      #expect(state.isEnded == state.following.isEmpty)
    }
    #expect(JobState.pending.following == [.running, .skipped, .failed])
    #expect(JobState.running.following == [.succeeded, .failed, .retrying])
    #expect(JobState.retrying.following == [.running])
  }

  @Test("A clock that was years ahead does not stop a pipeline once it is right")
  func wrongClock() throws {
    var table = try table(nightly())
    _ = table.advance(to: try moment("2099-01-01T00:00:00Z"))
    #expect(table.active?.state == .running)
    let now = try moment("2026-11-22T13:00:00Z")
    _ = table.end(.failedForNow, at: try moment("2099-01-01T00:00:10Z"))
    guard case .start = table.advance(to: now).first else { return #expect(Bool(false)) }
    _ = table.end(.succeeded, at: now)
    #expect(try table.nextMoment == moment("2026-11-23T02:30:00Z"))
    // A step that is small changes nothing.
    var other = try self.table(nightly())
    let due = try moment("2026-11-23T02:30:00Z")
    _ = other.advance(to: due)
    _ = other.end(.succeeded, at: due)
    #expect(other.advance(to: due.advanced(byMilliseconds: -600_000)) == [])
    #expect(try other.nextMoment == moment("2026-11-24T02:30:00Z"))
  }

  @Test("What a schedule would have been due before it was known was not missed")
  func changed() throws {
    let table = Timetable(
      pipeline: "p", schedule: try nightly(), knownSince: try moment("2026-11-20T12:00:00Z"),
      newestDue: try moment("2026-11-01T03:00:00Z"))
    #expect(try table.nextMoment == moment("2026-11-21T02:30:00Z"))
  }

  @Test(
    "A job that was killed makes up for what was missed since, whatever the policies",
    arguments: OverlapPolicy.allCases)
  func killed(overlap: OverlapPolicy) throws {
    var before = try table(nightly(overlap: overlap, jitter: 3_600_000))
    let due = try moment("2026-11-23T02:30:00Z")
    _ = before.advance(to: due)
    guard before.active?.state == .pending else { return }
    var after = Timetable(
      pipeline: "nightly", schedule: before.schedule, knownSince: due, newestDue: due,
      active: before.active)
    let steps = after.advance(to: try moment("2026-11-26T09:00:00Z"))
    guard case .record(let missed) = steps.first, case .start(let job) = steps.last,
      steps.count == 2
    else { return #expect(Bool(false), "\(steps)") }
    #expect(missed.state == .skipped && missed.reason == .missed && missed.missedBefore == 2)
    #expect(job.dueAt == due)
    #expect(after.queued == nil)
  }

  @Test("What waited through a time in which nothing ran is skipped where that is asked for")
  func waited() throws {
    var before = try table(nightly(missed: .skip, jitter: 3_600_000))
    let due = try moment("2026-11-23T02:30:00Z")
    _ = before.advance(to: due)
    var after = Timetable(
      pipeline: "nightly", schedule: before.schedule, knownSince: due, newestDue: due,
      active: before.active)
    let steps = after.advance(to: try moment("2026-11-23T09:00:00Z"))
    guard case .record(let job) = steps.first, steps.count == 1 else {
      return #expect(Bool(false), "\(steps)")
    }
    #expect(job.state == .skipped && job.reason == .missed && after.active == nil)
  }

  @Test("A queued job is not late because it waited for the other one")
  func queuedIsNotLate() throws {
    var table = try table(nightly(missed: .skip, overlap: .queue))
    _ = table.advance(to: try moment("2026-11-23T02:30:00Z"))
    _ = table.advance(to: try moment("2026-11-24T02:30:00Z"))
    let end = try moment("2026-11-24T12:00:00Z")
    #expect(table.end(.succeeded, at: end).count == 2)
    guard case .start(let job) = table.advance(to: end).first else {
      return #expect(Bool(false))
    }
    #expect(try job.dueAt == moment("2026-11-24T02:30:00Z"))
  }
}
