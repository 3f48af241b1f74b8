import RecipeModel
import Schedule
import Testing

struct AskedRunTests {
  private func moment(_ text: String) throws -> Instant { try #require(Instant(text)) }

  private func table(
    missed: MissedRuns = .once, overlap: OverlapPolicy = .skip, jitter: Int64 = 0
  ) throws -> Timetable {
    Timetable(
      pipeline: "nightly",
      schedule: RunSchedule(
        expression: try CronExpression("30 2 * * *"), missed: missed, overlap: overlap,
        jitter: jitter), knownSince: try moment("2026-11-22T12:00:00Z"))
  }

  private func started(_ steps: [Timetable.Step]) -> ScheduledJob? {
    guard case .start(let job) = steps.last else { return nil }
    return job
  }

  @Test func `what is asked for runs at once, and is no time of the schedule`() throws {
    var table = try table()
    let noon = try moment("2026-11-22T15:00:00Z")
    let first = try #require(started(table.ask(at: noon)))
    #expect(first.dueAt == noon && first.missedBefore == 0 && first.state == .running)
    _ = table.end(.succeeded, at: noon)
    let second = try #require(started(table.ask(at: noon)))
    #expect(second.dueAt == noon.advanced(byMilliseconds: 1), "jobs are known by their moment")
    let next = try moment("2026-11-23T02:30:00Z")
    #expect(table.nextDue == next)
  }

  @Test func `what was due is done with it, jitter or not`() throws {
    var table = try table(jitter: 3_600_000)
    let asked = try moment("2026-11-24T02:30:01Z")
    let job = try #require(started(table.ask(at: asked)))
    let due = try moment("2026-11-24T02:30:00Z")
    #expect(job.dueAt == due && job.missedBefore == 1)
    #expect(table.advance(to: asked) == [])
  }

  @Test func `what is due while it runs may be left to another`() throws {
    var table = try table(overlap: .queue)
    _ = try table.ask(at: moment("2026-11-22T15:00:00Z"))
    let due = try moment("2026-11-23T02:30:00Z")
    #expect(table.advance(to: due, admitsJobs: false) == [])
    #expect(table.queued == nil && table.nextDue == due)
    #expect(table.end(.failedForNow, at: due).count == 1)
    let steps = table.advance(to: due.advanced(byMilliseconds: 60_000), admitsJobs: false)
    #expect(started(steps)?.attempts == 2, "what runs is tried again")
  }

  @Test func `what was missed and is not to be made up for does not keep it from running`() throws {
    var table = try table(missed: .skip)
    let asked = try moment("2026-11-24T09:00:00Z")
    let steps = table.ask(at: asked)
    let job = try #require(started(steps))
    #expect(job.dueAt == asked && job.missedBefore == 0)
    guard case .record(let missed) = steps.first else {
      Issue.record("\(steps)")
      return
    }
    #expect(missed.state == .skipped && missed.missedBefore == 1)
  }

  @Test func `one that waits to be tried again is tried now`() throws {
    var table = try table()
    let asked = try moment("2026-11-22T15:00:00Z")
    _ = table.ask(at: asked)
    _ = table.end(.failedForNow, at: asked)
    let again = try #require(started(table.ask(at: asked.advanced(byMilliseconds: 10))))
    #expect(again.dueAt == asked && again.attempts == 2)
  }

  @Test(arguments: [
    (OverlapPolicy.skip, JobState.skipped), (.queue, .pending), (.refuse, .failed),
  ])
  func `while one runs, another is left out, queued or refused`(
    policy: OverlapPolicy, state: JobState
  ) throws {
    var table = try table(overlap: policy)
    let asked = try moment("2026-11-22T15:00:00Z")
    _ = table.ask(at: asked)
    let steps = table.ask(at: asked.advanced(byMilliseconds: 60_000))
    guard case .record(let job) = steps.last, steps.count == 1 else {
      Issue.record("\(steps)")
      return
    }
    #expect(job.state == state)
  }
}
