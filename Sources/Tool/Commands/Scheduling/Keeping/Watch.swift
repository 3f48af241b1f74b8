import Foundation
import PipelineCore
import Processes
import RecipeModel
import Schedule
import Store

/// One pipeline file whose schedule is kept: what it says, its timetable, and the attempt that runs.
///
/// Nothing is believed to have happened that is not recorded: a step that cannot be is taken again
/// later, as if for the first time.
struct Watch {
  let place: Int
  let file: String
  let role: ScheduleLock.Role
  /// A run is asked for, whatever the schedule says.
  private var isAsked: Bool

  private(set) var pipeline: ScheduledPipeline?
  private var version: FileVersion?
  private var table: Timetable?
  private var locks: [ScheduleLock] = []
  private var running: Running?
  /// What is in the way; told once.
  private(set) var obstacle: Obstacle?
  private var lookAgainAt: Instant?
  /// The job of which something was recorded last, and with what its last attempt ended.
  private(set) var last: (job: ScheduledJob, exitCode: Int32?)?

  /// The attempt that runs, or has ended and is not recorded yet.
  private struct Running {
    var job: JobKey
    /// Who runs it, until that is recorded.
    var process: ProcessIdentity?
    var endedBecause: JobOutcome?
    var ending: JobEnding?
  }

  init(place: Int, file: String, role: ScheduleLock.Role, isAsked: Bool = false) {
    self.place = place
    self.file = file
    self.role = role
    self.isAsked = isAsked
  }

  /// Whether an attempt runs.
  var isRunning: Bool { running.map { $0.ending == nil } ?? false }

  /// Whether no attempt runs or has an end that is not recorded.
  var isSettled: Bool { running == nil }

  /// Whether there is nothing to do until something is due that is not yet.
  var isIdle: Bool { !isAsked && running == nil && table?.active == nil && table?.queued == nil }

  /// Whether something is in the way that is not worth waiting for.
  var isHeldUp: Bool { !isRunning && obstacle?.isLasting == true }

  // MARK: - Time

  /// Does what is to be done at a moment.
  mutating func turn(at now: Instant, on desk: JobDesk) {
    if let again = lookAgainAt, now < again,
      again.milliseconds - now.milliseconds <= Obstacle.pause
    {
      return
    }
    do {
      if running == nil { try prepare(at: now, on: desk) }
      try settle(at: now, on: desk)
      try advance(at: now, on: desk)
      // Last, so that it is in the way of no time limit.
      try keepProcess(on: desk)
      if obstacle?.isTold == true {
        desk.log.note(pipeline?.name ?? file, "is in order again", at: now)
      }
      (obstacle, lookAgainAt) = (nil, nil)
    } catch {
      let found = Obstacle(error, after: obstacle, at: now)
      let isKnown = obstacle?.isTold == true && obstacle?.message == found.message
      if found.isTold, !isKnown { desk.log.problem(file, error, at: now) }
      (obstacle, lookAgainAt) = (found, found.nextLook)
    }
  }

  /// Looks at once at what was in the way, and reads the file again.
  mutating func lookAgain() {
    (lookAgainAt, version) = (nil, nil)
  }

  private mutating func advance(at now: Instant, on desk: JobDesk) throws {
    guard var next = table else { return }
    // Who runs one job only leaves what is due meanwhile to the timer that asks for it.
    let steps =
      isAsked ? next.ask(at: now) : next.advance(to: now, admitsJobs: role == .keeping)
    try take(steps, of: next, at: now, on: desk)
    isAsked = false
  }

  /// Records steps, all or none, and does them; what is to end ends first.
  private mutating func take(
    _ steps: [Timetable.Step], of next: Timetable, exitCode: Int32? = nil, at now: Instant,
    on desk: JobDesk
  ) throws {
    guard let pipeline else { return }
    // What takes too long is ended even where nothing can be recorded.
    if steps.contains(where: { if case .stop = $0 { true } else { false } }) {
      if running?.endedBecause == nil {
        desk.log.note(pipeline.name, "is to end: it takes longer than its time limit", at: now)
      }
      end(because: .timedOut, on: desk)
    }
    let jobs = steps.compactMap { step -> ScheduledJob? in
      switch step {
      case .record(let job), .start(let job): job
      case .stop: nil
      }
    }
    var keys: [JobKey] = []
    if !jobs.isEmpty {
      keys = try JobBook(desk.openStore(of: pipeline)).keep(jobs, exitCode: exitCode)
    }
    table = next
    for (index, job) in jobs.enumerated() {
      // What follows the one that ended has not ended with it.
      let exitCode = index == 0 ? exitCode : nil
      desk.log.tell(job, exitCode: exitCode, at: now)
      last = (job, exitCode)
      guard job.state == .running else { continue }
      running = Running(job: keys[index])
      desk.runner.start(JobAttempt(place: place, pipeline: pipeline, job: keys[index]))
    }
  }

  // MARK: - Attempts

  /// Takes who runs the attempt.
  mutating func started(_ process: ProcessIdentity, on desk: JobDesk) {
    running?.process = process
    // What cannot be recorded now is with the next turn, which tells what is in the way.
    try? keepProcess(on: desk)
  }

  /// Records who runs the attempt, unless it is recorded.
  ///
  /// Without it, a schedule that is killed and begins again takes this attempt for lost.
  private mutating func keepProcess(on desk: JobDesk) throws {
    guard let pipeline, let running, running.ending == nil, let process = running.process else {
      return
    }
    try JobBook(desk.openStore(of: pipeline)).keep(
      process: process.number, mark: process.mark, of: running.job)
    self.running?.process = nil
  }

  /// Takes how the attempt ended.
  mutating func ended(_ ending: JobEnding, at now: Instant, on desk: JobDesk) {
    running?.ending = ending
    lookAgainAt = nil
    if case .notStarted(let reason) = ending {
      desk.log.note(pipeline?.name ?? file, "could not be started: \(reason)", at: now)
    }
  }

  /// Asks the attempt that runs to end; or kills it.
  mutating func end(because cause: JobOutcome, kills: Bool = false, on desk: JobDesk) {
    guard isRunning else { return }
    if running?.endedBecause == nil { running?.endedBecause = cause }
    desk.runner.end(place, kills: kills)
  }

  /// Records how the attempt ended, when it has.
  mutating func settle(at now: Instant, on desk: JobDesk) throws {
    guard let pipeline, let running, let ending = running.ending, var next = table else { return }
    var exitCode: Int32?
    var outcome: JobOutcome
    switch ending {
    case .exited(let code):
      exitCode = code
      outcome = JobOutcome(exitCode: code)
    case .signalled: outcome = .lost
    case .notStarted: outcome = .failedForNow
    case .gone:
      let stored = try desk.openStore(of: pipeline).read {
        (transaction) throws(StoreFault) in try transaction.openJobs(of: pipeline.name)
      }.first { $0.key == running.job }
      exitCode = stored?.run?.exitCode
      outcome = JobOutcome(of: stored?.run)
    }
    outcome = outcome.asked(because: running.endedBecause)
    let steps = next.end(outcome, at: now)
    try take(steps, of: next, exitCode: exitCode, at: now, on: desk)
    self.running = nil
    if table?.active == nil { tellNext(at: now, on: desk) }
  }

  // MARK: - What the file and the store say

  /// Reads the file when it was changed, and makes the timetable of what is recorded.
  private mutating func prepare(at now: Instant, on desk: JobDesk) throws {
    let found = FileVersion(of: file)
    if pipeline == nil || found != version {
      let read: ScheduledPipeline
      do {
        read = try desk.session.readSchedule(of: file)
      } catch {
        (pipeline, table, locks) = (nil, nil, [])
        throw error
      }
      if read != pipeline {
        if pipeline != nil { desk.log.note(read.name, "is read again", at: now) }
        (pipeline, table, locks) = (read, nil, [])
      }
      version = found
    }
    guard table == nil, let pipeline else { return }
    // Jobs are recorded in it before the run that would make it.
    if pipeline.makesStore { try desk.session.makeStore(at: pipeline.storePath) }
    let store = try desk.openStore(of: pipeline)
    try lock(pipeline)
    let since = try JobBook(store).know(pipeline.times, of: pipeline.name, at: now)
    let (open, newest) = try store.read { (transaction) throws(StoreFault) in
      (
        try transaction.openJobs(of: pipeline.name),
        try transaction.jobs(of: pipeline.name, limit: 1).first
      )
    }
    let active = open.first { $0.job.state == .running } ?? open.first
    let queued = open.first { $0.key != active?.key && $0.job.state == .pending }
    table = Timetable(
      pipeline: pipeline.name, schedule: pipeline.schedule, knownSince: since,
      newestDue: newest?.job.dueAt, active: active?.job, queued: queued?.job)
    if let active, active.job.state == .running { goOn(with: active, at: now, on: desk) }
    tellNext(at: now, on: desk)
  }

  /// Says when the pipeline is due next.
  private func tellNext(at now: Instant, on desk: JobDesk) {
    guard role == .keeping, let pipeline else { return }
    let next = pipeline.schedule.expression.next(after: now, in: pipeline.schedule.clock)
    desk.log.note(pipeline.name, next.map { "next due at \($0)" } ?? "is never due", at: now)
  }

  /// Watches an attempt that was begun before, or finds that it is gone.
  private mutating func goOn(with active: StoredJob, at now: Instant, on desk: JobDesk) {
    running = Running(job: active.key)
    let process = active.process.map { ProcessIdentity(number: $0.number, mark: $0.mark) }
    if let process, process.isAlive {
      desk.log.note(active.job.pipeline, "still runs, process \(process.number)", at: now)
      desk.runner.adopt(process, at: place)
    } else {
      running?.ending = .gone
    }
  }

  /// Takes the locks that the role needs.
  private mutating func lock(_ pipeline: ScheduledPipeline) throws {
    // Locks taken twice are in each other's way, in one process too.
    guard locks.isEmpty else { return }
    let roles: [ScheduleLock.Role] = role == .keeping ? [.keeping, .running] : [.running]
    var taken: [ScheduleLock] = []
    for role in roles {
      guard
        let lock = try ScheduleLock.take(pipeline.name, ofStoreAt: pipeline.storePath, for: role)
      else { throw KeptElsewhere(pipeline: pipeline.name, store: pipeline.storePath) }
      taken.append(lock)
    }
    locks = taken
  }
}

/// What tells that a file was changed.
struct FileVersion: Equatable {
  private var size: Int?
  private var modifiedAt: Date?

  init(of path: String) {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    size = attributes?[.size] as? Int
    modifiedAt = attributes?[.modificationDate] as? Date
  }
}

/// Another process runs the jobs of a pipeline.
struct KeptElsewhere: Fault {
  var pipeline: String
  var store: String
  var what: String {
    "another process runs the jobs of \(pipeline.escapedForTerminal) on \(store.escapedForTerminal)"
  }
  var hint: String? { "`levain run FILE` runs it besides its schedule" }
  var isTransient: Bool { true }
  var exitCode: ExitCode { .locked }
}
