import Foundation
import PipelineCore
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Turns SIGINT and SIGTERM into a question that long work asks between batches.
///
/// The first signal lets the work end where it is whole; the second ends the process at once, which
/// the store survives: what was not committed is not there.
enum Interruption {
  /// Runs the body, which may ask whether to stop.
  static func heldBack<Result>(
    _ body: (_ shouldStop: @escaping @Sendable () -> Bool) throws -> Result
  ) rethrows -> Result {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    // Held back here and so in every thread made from here on; the one below takes them.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let arrivals = Arrivals()
    Thread.detachNewThread { [signals] in arrivals.count(signals) }
    return try body { arrivals.number.load(ordering: .acquiring) > 0 }
  }

  private final class Arrivals: Sendable {
    let number = Atomic<Int>(0)

    func count(_ signals: sigset_t) {
      var awaited = signals
      var arrived: Int32 = 0
      while sigwait(&awaited, &arrived) == 0 {
        let before = number.add(1, ordering: .acquiringAndReleasing).oldValue
        if before > 0 { _exit(ExitCode.interrupted.rawValue) }
      }
    }
  }
}
