public import RecipeModel

/// When a pipeline runs by itself, and what happens when it cannot.
public struct RunSchedule: Sendable, Hashable {
  public var expression: CronExpression
  /// The clocks that its times mean.
  public var clock: ZoneClock
  public var missed: MissedRuns
  public var overlap: OverlapPolicy
  /// How much later than due a job begins at most, in milliseconds.
  ///
  /// By how much is the same for one job wherever and whenever it is asked.
  public var jitter: Int64
  /// How long an attempt may take, in milliseconds; nil for as long as it takes.
  public var timeLimit: Int64?
  public var retries: RetryPolicy

  public init(
    expression: CronExpression, clock: ZoneClock = .utc, missed: MissedRuns = .once,
    overlap: OverlapPolicy = .skip, jitter: Int64 = 0, timeLimit: Int64? = nil,
    retries: RetryPolicy = RetryPolicy()
  ) {
    precondition(
      (0...RunSchedule.longest).contains(jitter)
        && timeLimit.map { (1...RunSchedule.longest).contains($0) } ?? true,
      "times are not negative, and not longer than a year")
    self.expression = expression
    self.clock = clock
    self.missed = missed
    self.overlap = overlap
    self.jitter = jitter
    self.timeLimit = timeLimit
    self.retries = retries
  }

  /// The longest time that any of its settings may be, in milliseconds: a year.
  public static let longest: Int64 = 366 * 86_400_000

  /// When a job begins that is due at a moment.
  func start(of pipeline: String, dueAt: Instant) -> Instant {
    guard jitter > 0 else { return dueAt }
    // FNV-1a: any even spread does, so long as it stays the same.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in Array(pipeline.utf8) + Array("\(dueAt.milliseconds)".utf8) {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    return dueAt.advanced(byMilliseconds: Int64((hash ^ hash >> 32) % UInt64(jitter + 1)))
  }
}

/// What becomes of the times at which nothing could run, because the machine was off, say.
public enum MissedRuns: String, Sendable, CaseIterable {
  /// One job makes up for all of them.
  case once
  case skip
}

/// What becomes of a job that is due while the one before it has not ended.
public enum OverlapPolicy: String, Sendable, CaseIterable {
  /// It is left out.
  case skip
  /// It begins when the other has ended; one more that is due until then is left out.
  case queue
  /// It fails.
  case refuse
}

/// How often and when something is tried again that failed for a reason that may pass.
public struct RetryPolicy: Sendable, Hashable {
  /// How many attempts there are, the first one included.
  public var attempts: Int
  /// The pause after the first failure, in milliseconds; each later one is twice as long.
  public var firstPause: Int64
  public var longestPause: Int64

  public init(attempts: Int = 3, firstPause: Int64 = 60_000, longestPause: Int64 = 3_600_000) {
    precondition(
      attempts >= 1 && firstPause >= 0 && longestPause >= firstPause
        && longestPause <= RunSchedule.longest,
      "there is one attempt at least, and pauses are neither negative nor longer than a year")
    self.attempts = attempts
    self.firstPause = firstPause
    self.longestPause = longestPause
  }

  /// How long to wait after so many failures, in milliseconds; nil where there is no other attempt.
  public func pause(afterFailure failures: Int) -> Int64? {
    guard failures < attempts else { return nil }
    var pause = firstPause
    for _ in 1..<max(failures, 1) where pause < longestPause {
      pause = min(pause * 2, longestPause)
    }
    return pause
  }
}
