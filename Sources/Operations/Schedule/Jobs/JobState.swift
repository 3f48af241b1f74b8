/// Where a scheduled job stands.
public enum JobState: String, Sendable, CaseIterable {
  /// Due or to be due, and not begun.
  case pending
  case running
  /// It failed for a reason that may pass, and begins again later.
  case retrying
  case succeeded
  case failed
  /// It was due and was not run, by a rule of its schedule.
  case skipped

  /// Whether nothing more becomes of it.
  public var isEnded: Bool {
    switch self {
    case .pending, .running, .retrying: false
    case .succeeded, .failed, .skipped: true
    }
  }

  /// The states that may follow.
  public var following: Set<JobState> {
    switch self {
    case .pending: [.running, .skipped, .failed]
    case .running: [.succeeded, .failed, .retrying]
    case .retrying: [.running]
    case .succeeded, .failed, .skipped: []
    }
  }
}

/// Why a job was skipped, failed or is tried again.
public enum JobReason: String, Sendable, CaseIterable {
  /// The job before it had not ended.
  case overlapping
  /// Nothing ran when it was due.
  case missed
  /// It took longer than its limit.
  case timedOut = "timed_out"
  /// The pipeline failed.
  case fault
  /// The pipeline failed for a reason that may pass, such as a store that is in use.
  case transientFault = "transient_fault"
  /// The process was gone: killed, or the machine was switched off.
  case lost
  /// The schedule was stopped while it ran.
  case stopped
}

/// How the run of a job ended.
public enum JobOutcome: Sendable, Equatable {
  case succeeded
  case failed
  /// A later attempt may succeed.
  case failedForNow
  case timedOut
  case lost
  case stopped

  var reason: JobReason? {
    switch self {
    case .succeeded: nil
    case .failed: .fault
    case .failedForNow: .transientFault
    case .timedOut: .timedOut
    case .lost: .lost
    case .stopped: .stopped
    }
  }
}
