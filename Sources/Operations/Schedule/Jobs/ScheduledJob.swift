public import RecipeModel

/// One time that a pipeline was due, and what became of it.
public struct ScheduledJob: Sendable, Equatable {
  /// The name of the pipeline; with the moment it was due, the identity of the job.
  public var pipeline: String
  public var dueAt: Instant
  public private(set) var state: JobState
  /// Why it stands there.
  public private(set) var reason: JobReason?
  /// When it may begin: when it was due and a little later, or after a pause.
  public private(set) var startsAt: Instant
  public private(set) var startedAt: Instant?
  public private(set) var endedAt: Instant?
  /// How often it began.
  public private(set) var attempts: Int
  /// How often it ended for a reason that may pass, and counted.
  public private(set) var failures: Int
  /// How many times before it the pipeline was due that have no job of their own.
  public var missedBefore: Int

  public init(
    pipeline: String, dueAt: Instant, state: JobState = .pending, reason: JobReason? = nil,
    startsAt: Instant, startedAt: Instant? = nil, endedAt: Instant? = nil, attempts: Int = 0,
    failures: Int = 0, missedBefore: Int = 0
  ) {
    self.pipeline = pipeline
    self.dueAt = dueAt
    self.state = state
    self.reason = reason
    self.startsAt = startsAt
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.attempts = attempts
    self.failures = failures
    self.missedBefore = missedBefore
  }

  /// Begins an attempt.
  mutating func begin(at now: Instant) {
    become(.running, because: nil)
    attempts += 1
    startedAt = now
  }

  /// Leaves it undone, or lets it fail before it began.
  mutating func leave(_ state: JobState, because reason: JobReason, at now: Instant) {
    precondition(self.state == .pending && state.isEnded, "only what has not begun is left")
    become(state, because: reason)
    endedAt = now
  }

  /// Puts its beginning off, if it is earlier.
  mutating func wait(until moment: Instant) {
    startsAt = max(startsAt, moment)
  }

  /// Lets it begin now.
  mutating func hasten(to now: Instant) {
    startsAt = now
  }

  /// Takes moments that lie too far ahead for the present.
  mutating func comeBack(to now: Instant, ifAheadBy farthest: Int64) {
    let limit = now.advanced(byMilliseconds: farthest)
    if startsAt > limit { startsAt = now }
    if let begun = startedAt, begun > limit { startedAt = now }
  }

  /// Takes what became of an attempt.
  mutating func end(_ outcome: JobOutcome, at now: Instant, retries: RetryPolicy) {
    switch outcome {
    case .succeeded: become(.succeeded, because: nil)
    case .failed, .timedOut: become(.failed, because: outcome.reason)
    case .stopped:
      // It was none of its fault: it goes on when the schedule does.
      become(.retrying, because: outcome.reason)
      startsAt = now
    case .failedForNow, .lost:
      failures += 1
      guard let pause = retries.pause(afterFailure: failures) else {
        become(.failed, because: outcome.reason)
        break
      }
      become(.retrying, because: outcome.reason)
      startsAt = now.advanced(byMilliseconds: pause)
    }
    endedAt = state.isEnded ? now : nil
  }

  private mutating func become(_ next: JobState, because reason: JobReason?) {
    precondition(state.following.contains(next), "a job that is \(state) does not become \(next)")
    state = next
    self.reason = reason
  }
}
