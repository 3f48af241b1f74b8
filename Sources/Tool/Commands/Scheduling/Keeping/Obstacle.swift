import PipelineCore
import RecipeModel

/// Something that is in the way of a pipeline.
struct Obstacle {
  let error: any Error
  private let since: Instant
  private let foundAt: Instant

  /// How long something is left alone, in milliseconds; and how long a store may be in use until that
  /// is worth a word.
  static let pause: Int64 = 10_000
  /// How long something that may pass is waited for by who ends when nothing is to be done.
  static let patience: Int64 = 600_000

  /// - Parameters:
  ///   - error: What is in the way.
  ///   - before: What was in the way before, without a step taken since.
  ///   - now: The present moment.
  init(_ error: any Error, after before: Obstacle?, at now: Instant) {
    self.error = error
    foundAt = now
    since = before.map { min($0.since, now) } ?? now
  }

  /// Whether it is told, and left alone for a while: what may pass has a while for that first.
  var isTold: Bool { !mayPass || lasted >= Obstacle.pause }

  /// Whether waiting for its end is of no use.
  var isLasting: Bool { !mayPass || lasted >= Obstacle.patience }

  /// When it is looked at again; nil for at once.
  var nextLook: Instant? { isTold ? foundAt.advanced(byMilliseconds: Obstacle.pause) : nil }

  var message: String { (error as? any Fault)?.message ?? "\(type(of: error))" }

  private var lasted: Int64 { foundAt.milliseconds - since.milliseconds }

  /// Whoever keeps a schedule does so for as long as it likes.
  private var mayPass: Bool {
    (error as? any Fault)?.isTransient == true && !(error is KeptElsewhere)
  }
}
