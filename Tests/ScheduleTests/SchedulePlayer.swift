import RecipeModel
import Schedule
import TestKit

/// Plays what a process does that keeps a timetable: wakes when there is something to do, runs jobs of
/// random length and outcome, and is killed now and then, after which only what it recorded is left.
struct SchedulePlayer {
  /// What was recorded, by when it was due.
  private(set) var jobs: [Instant: ScheduledJob] = [:]
  private(set) var mostAtOnce = 0
  private var running: Set<Instant> = []
  private var table: Timetable
  private var now: Instant
  private let start: Instant
  private var endOfRun: Instant?
  private var generator: SeededGenerator

  var settledUntil: Instant { table.settledUntil }

  init(schedule: RunSchedule, from start: Instant, seed: Int) {
    table = Timetable(pipeline: "played", schedule: schedule, knownSince: start)
    now = start
    self.start = start
    generator = SeededGenerator(seed: seed)
  }

  mutating func play(until end: Instant) {
    while let wake = [table.nextMoment, endOfRun].compactMap({ $0 }).min(), wake < end {
      now = max(now, wake)
      if chance(1, in: 60) { restart(after: Int64.random(in: 0...200, using: &generator)) }
      if let endOfRun, endOfRun <= now { finish() }
      take(table.advance(to: now))
    }
  }

  private mutating func finish() {
    endOfRun = nil
    let outcomes: [JobOutcome] = [.succeeded, .succeeded, .succeeded, .failed, .failedForNow]
    take(table.end(outcomes[Int.random(in: 0..<outcomes.count, using: &generator)], at: now))
  }

  private mutating func take(_ steps: [Timetable.Step]) {
    for step in steps {
      switch step {
      case .record(let job):
        jobs[job.dueAt] = job
        if job.state != .running { running.remove(job.dueAt) }
      case .start(let job):
        jobs[job.dueAt] = job
        running.insert(job.dueAt)
        endOfRun = now.advanced(
          byMilliseconds: Int64.random(in: 1000...10_000_000, using: &generator))
      case .stop: break
      }
      mostAtOnce = max(mostAtOnce, running.count)
    }
  }

  /// Killed, and begun again from the records some hours later.
  private mutating func restart(after hours: Int64) {
    let open = jobs.values.filter { !$0.state.isEnded }.sorted { $0.dueAt < $1.dueAt }
    table = Timetable(
      pipeline: table.pipeline, schedule: table.schedule, knownSince: start,
      newestDue: jobs.keys.max(),
      active: open.first, queued: open.count > 1 ? open[1] : nil)
    endOfRun = nil
    now = now.advanced(byMilliseconds: hours * 3_600_000)
    if open.first?.state == .running { take(table.end(.lost, at: now)) }
  }

  private mutating func chance(_ count: Int, in all: Int) -> Bool {
    Int.random(in: 0..<all, using: &generator) < count
  }
}
