public import Dispatch
import Synchronization

/// The result of asynchronous work that a thread waits for.
///
/// The thread must not be one of the few that asynchronous work runs on: when all of those wait, none
/// is left to do the work. Commands run on the first thread of the process, which is none of them.
public final class Awaited<Value: Sendable>: Sendable {
  private let result = Mutex<Value?>(nil)
  private let isThere = DispatchSemaphore(value: 0)

  /// Begins the work.
  public init(_ work: @escaping @Sendable () async -> Value) {
    Task {
      let value = await work()
      result.withLock { $0 = value }
      isThere.signal()
    }
  }

  /// The result, once; nil when it is not there within some time.
  public func value(within time: DispatchTimeInterval = .never) -> Value? {
    guard isThere.wait(timeout: time == .never ? .distantFuture : .now() + time) == .success
    else { return nil }
    return result.withLock { $0 }
  }
}
