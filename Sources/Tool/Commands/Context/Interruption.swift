#if canImport(Glibc)
  import Glibc
#endif

/// Turns SIGINT and SIGTERM into a question that long work asks between batches.
///
/// The signals are held back while the body runs and asked for with `sigpending`, so nothing is
/// interrupted in the middle and no handler is needed.
enum Interruption {
  /// Runs the body, which may ask whether to stop.
  static func heldBack<Result>(
    _ body: (_ shouldStop: @escaping @Sendable () -> Bool) throws -> Result
  ) rethrows -> Result {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    return try body {
      var pending = sigset_t()
      sigpending(&pending)
      return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1
    }
  }
}
