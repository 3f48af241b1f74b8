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

  /// - Parameters:
  ///   - pipeline: Its name.
  ///   - schedule: When it is due.
  ///   - settledUntil: When its newest job was due; of a pipeline without any, when its schedule was
  ///     first seen.
  ///   - active: Its job that has not ended.
  ///   - queued: The one behind that.
  public init(
    pipeline: String, schedule: RunSchedule, settledUntil: Instant, active: ScheduledJob? = nil,
    queued: ScheduledJob? = nil
  ) {
    precondition(active != nil || queued == nil, "a job is queued behind another one")
    self.pipeline = pipeline
    self.schedule = schedule
    self.settledUntil = settledUntil
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
  /// - Parameter now: The present moment; one that lies before an earlier one changes nothing.
  /// - Returns: What is to be done, in this order.
  public mutating func advance(to now: Instant) -> [Step] {
    var steps: [Step] = []
    if let job = active, job.state == .running, !isStopping, let limit = schedule.timeLimit,
      let startedAt = job.startedAt, now >= startedAt.advanced(byMilliseconds: limit)
    {
      isStopping = true
      steps.append(.stop(job))
    }
    if let nextDue, nextDue <= now,
      let due = schedule.expression.last(
        after: settledUntil, through: now, in: schedule.clock)
    {
      settledUntil = due.moment
      steps.append(.record(admit(due, at: now)))
    }
    if var job = active, job.state == .pending || job.state == .retrying, job.startsAt <= now {
      job.begin(at: now)
      active = job
      isStopping = false
      steps.append(.start(job))
    }
    return steps
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
    if job.state.isEnded {
      active = queued
      queued = nil
    } else {
      active = job
    }
    return [.record(job)]
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
    if isLate, schedule.missed == .skip {
      job.leave(.skipped, because: .missed, at: now)
    } else if active == nil {
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
