import Foundation
import Synchronization

/// Ends the tests when reading a damaged copy does not end: code that hangs cannot be stopped.
final class DamageWatch: Sendable {
  private let current = Mutex<(what: String, since: ContinuousClock.Instant)?>(nil)
  private let isOver = Mutex(false)
  private let limit: Duration

  private init(limit: Duration) {
    self.limit = limit
  }

  /// Runs the body under a watch that is told what is being read.
  static func run<Result>(
    limit: Duration, _ body: (DamageWatch) throws -> Result
  ) rethrows -> Result {
    let watch = DamageWatch(limit: limit)
    Thread { watch.look() }.start()
    defer { watch.isOver.withLock { $0 = true } }
    return try body(watch)
  }

  /// Starts the time of the next copy.
  func begin(_ what: String) {
    current.withLock { $0 = (what, .now) }
  }

  private func look() {
    while !isOver.withLock({ $0 }) {
      if let (what, since) = current.withLock({ $0 }), since.duration(to: .now) > limit {
        fatalError("reading did not end within \(limit): \(what)")
      }
      Thread.sleep(forTimeInterval: 0.2)
    }
  }
}
