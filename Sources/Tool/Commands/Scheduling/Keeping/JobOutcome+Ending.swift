import PipelineCore
import Schedule
import Store

extension JobOutcome {
  /// What an exit code says of a job.
  init(exitCode: Int32) {
    switch ExitCode(rawValue: exitCode) {
    case .done, .quarantined, .targetMissed, .overdue, .partlyUndone: self = .succeeded
    case .locked, .failedForNow: self = .failedForNow
    // Somebody else ended it.
    case .interrupted: self = .lost
    case .failed, .usage, .thresholdExceeded, nil: self = .failed
    }
  }

  /// What the run that an attempt made says of it, where nobody saw its process end.
  init(of run: StoredJob.Run?) {
    switch run?.state {
    case .succeeded, .undone: self = .succeeded
    case .failed: self.init(exitCode: run?.exitCode ?? ExitCode.failed.rawValue)
    case .running, .interrupted, nil: self = .lost
    }
  }

  /// The same, when the attempt was asked to end.
  ///
  /// One that was through before it heard of it has succeeded.
  func asked(because cause: JobOutcome?) -> JobOutcome {
    guard let cause, self != .succeeded else { return self }
    return cause
  }
}
