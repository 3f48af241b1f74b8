import Processes
import Store

/// Runs the attempts of jobs, one at a time for each place; what becomes of them is told later.
protocol JobRunner: Sendable {
  func start(_ attempt: JobAttempt)
  /// Watches an attempt that another process began, which is gone.
  func adopt(_ process: ProcessIdentity, at place: Int)
  /// Asks the attempt of a place to end, and kills it when it does not, or at once.
  func end(_ place: Int, kills: Bool)
}

/// An attempt of a job that is to be run.
struct JobAttempt: Sendable, Equatable {
  /// The place of its pipeline among those that are kept.
  var place: Int
  var pipeline: ScheduledPipeline
  var job: JobKey
}

/// What becomes of an attempt.
enum JobEvent: Sendable {
  case started(place: Int, ProcessIdentity)
  case ended(place: Int, JobEnding)
}

/// How an attempt ended.
enum JobEnding: Sendable, Equatable {
  case exited(code: Int32)
  case signalled
  case notStarted(reason: String)
  /// The process is gone, and nobody saw how.
  case gone
}
