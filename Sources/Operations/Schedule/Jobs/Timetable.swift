public import RecipeModel

/// The jobs of one pipeline as time passes: what is due, what begins, what is left out and why.
///
/// It holds no clock and does nothing: whoever keeps it tells it the time and how attempts ended, and
/// does and records what it says, in that order. What is recorded is enough to make it again after
/// the process was killed at any moment.
public struct Timetable: Sendable {
  public let pipeline: String
  public let schedule: RunSchedule
  /// Until when all that was due has become a job or was counted as missed by one.
  public private(set) var settledUntil: Instant {
    didSet { nextDue = schedule.expression.next(after: settledUntil, in: schedule.clock) }
  }
  /// When the next job is due; nil where there is none.
  public private(set) var nextDue: Instant?
  /// The job that waits for its time, runs, or is to be tried again.
  public private(set) var active: ScheduledJob?
  /// The job that begins when the active one has ended.
  public private(set) var queued: ScheduledJob?
  private var isStopping = false

  /// How late a job may be noticed and still count as on time, in milliseconds.
  static let grace: Int64 = 60_000
  /// How far a moment may lie ahead before a clock is taken to have been wrong, in milliseconds.
  static let trust: Int64 = 3_600_000

  /// - Parameters:
  ///   - pipeline: Its name.
  ///   - schedule: When it is due.
  ///   - knownSince: When this schedule was first seen, or seen again after another one: what it would
  ///     have been due before was never missed.
  ///   - newestDue: When its newest job was due; nil without one.
  ///   - active: Its job that has not ended.
  ///   - queued: The one behind that.
  public init(
    pipeline: String, schedule: RunSchedule, knownSince: Instant, newestDue: Instant? = nil,
    active: ScheduledJob? = nil, queued: ScheduledJob? = nil
  ) {
    precondition(active != nil || queued == nil, "a job is queued behind another one")
    self.pipeline = pipeline
    self.schedule = schedule
    settledUntil = max(knownSince, newestDue ?? knownSince)
    self.active = active
    self.queued = queued
    nextDue = schedule.expression.next(after: settledUntil, in: schedule.clock)
  }

  /// Something to do.
  public enum Step: Sendable, Equatable {
    /// Keep what became of the job, then begin nothing.
    case record(ScheduledJob)
    /// Keep that it runs, then run it.
    case start(ScheduledJob)
    /// End what runs of it; how it ended is told as `timedOut`.
    case stop(ScheduledJob)
  }

  /// Takes the time.
  ///
  /// - Parameters:
  ///   - now: The present moment. One that lies a little before an earlier one changes nothing; one that
  ///     lies far before shows that the clock was wrong, and counts from then on.
  ///   - admitsJobs: Whether what is due becomes a job; otherwise that is left to another who keeps the
  ///     schedule.
  /// - Returns: What is to be done, in this order.
  public mutating func advance(to now: Instant, admitsJobs: Bool = true) -> [Step] {
    var steps: [Step] = []
    forgetWrongClock(at: now)
    if let job = active, job.state == .running, !isStopping, let limit = schedule.timeLimit,
      let startedAt = job.startedAt, now >= startedAt.advanced(byMilliseconds: limit)
    {
      isStopping = true
      steps.append(.stop(job))
    }
    if admitsJobs, let nextDue, nextDue <= now,
      let due = schedule.expression.last(
        after: settledUntil, through: now, in: schedule.clock)
    {
      settledUntil = due.moment
      steps.append(.record(admit(due, at: now)))
    }
    if let job = active, job.state == .pending || job.state == .retrying, job.startsAt <= now {
      steps.append(begin(job, at: now))
    }
    return steps
  }

  /// Takes that a run is asked for, whatever the schedule says.
  ///
  /// What is due, or waits, is begun; otherwise there is a job of its own.
  ///
  /// - Parameter now: The present moment.
  /// - Returns: What is to be done, in this order.
  public mutating func ask(at now: Instant) -> [Step] {
    var steps = advance(to: now)
    let hasBegun = steps.contains { if case .start = $0 { true } else { false } }
    guard !hasBegun else { return steps }
    if var job = active, job.state != .running {
      job.hasten(to: now)
      return steps + [begin(job, at: now)]
    }
    // Jobs are known by when they were due.
    settledUntil = max(now, settledUntil.advanced(byMilliseconds: 1))
    steps.append(
      .record(
        place(ScheduledJob(pipeline: pipeline, dueAt: settledUntil, startsAt: now), at: now)))
    if let job = active, job.state == .pending { steps.append(begin(job, at: now)) }
    return steps
  }

  /// Begins a job, unless it waited through a time in which nothing ran and is not to be made up for.
  private mutating func begin(_ job: ScheduledJob, at now: Instant) -> Step {
    var job = job
    let isLate = now.milliseconds - job.startsAt.milliseconds > Timetable.grace
    if isLate, job.state == .pending, schedule.missed == .skip {
      job.leave(.skipped, because: .missed, at: now)
      follow()
      return .record(job)
    }
    job.begin(at: now)
    active = job
    isStopping = false
    return .start(job)
  }

  /// Takes back what a clock said that was ahead by more than anything here reaches.
  private mutating func forgetWrongClock(at now: Instant) {
    if settledUntil > now.advanced(byMilliseconds: Timetable.trust) { settledUntil = now }
    let farthest = schedule.jitter + schedule.retries.longestPause + Timetable.trust
    active?.comeBack(to: now, ifAheadBy: farthest)
    queued?.comeBack(to: now, ifAheadBy: farthest)
  }

  /// Lets the queued job be the active one.
  private mutating func follow() {
    active = queued
    queued = nil
  }

  /// Takes how the attempt that runs has ended.
  ///
  /// - Parameters:
  ///   - outcome: How it ended.
  ///   - now: The present moment.
  /// - Returns: What is to be done; the job that follows begins when the time is taken next.
  public mutating func end(_ outcome: JobOutcome, at now: Instant) -> [Step] {
    guard var job = active, job.state == .running else {
      preconditionFailure("only what runs ends")
    }
    job.end(outcome, at: now, retries: schedule.retries)
    isStopping = false
    guard job.state.isEnded else {
      active = job
      return [.record(job)]
    }
    follow()
    // It waited for the other one, which makes it no later.
    active?.wait(until: now)
    return [.record(job)] + (active.map { [.record($0)] } ?? [])
  }

  /// When there will be something to do, if nothing ends before; nil where there never is.
  public var nextMoment: Instant? {
    var moments = [nextDue]
    if let job = active {
      switch job.state {
      case .pending, .retrying: moments.append(job.startsAt)
      case .running:
        if let limit = schedule.timeLimit, !isStopping {
          moments.append(job.startedAt?.advanced(byMilliseconds: limit))
        }
      case .succeeded, .failed, .skipped: break
      }
    }
    return moments.compactMap { $0 }.min()
  }

  /// Makes the job of what is due, and finds its place.
  private mutating func admit(
    _ due: (moment: Instant, count: Int), at now: Instant
  ) -> ScheduledJob {
    var job = ScheduledJob(
      pipeline: pipeline, dueAt: due.moment,
      startsAt: schedule.start(of: pipeline, dueAt: due.moment), missedBefore: due.count - 1)
    let isLate = now.milliseconds - due.moment.milliseconds > Timetable.grace
    // One that waits to begin makes up for what was missed since, too.
    let isMadeUpFor = active.map { $0.state != .running } ?? false
    if isLate, schedule.missed == .skip || isMadeUpFor {
      job.leave(.skipped, because: .missed, at: now)
      return job
    }
    return place(job, at: now)
  }

  /// Finds the place of a job that is to begin.
  private mutating func place(_ job: ScheduledJob, at now: Instant) -> ScheduledJob {
    var job = job
    if active == nil {
      active = job
    } else {
      switch schedule.overlap {
      case .queue where queued == nil: queued = job
      case .queue, .skip: job.leave(.skipped, because: .overlapping, at: now)
      case .refuse: job.leave(.failed, because: .overlapping, at: now)
      }
    }
    return job
  }
}
