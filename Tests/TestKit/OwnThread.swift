import Foundation

/// Does work that waits on a thread of its own.
///
/// Tests run on the few threads of asynchronous work; a test that waits for such work on one of them
/// may wait for ever.
public func onOwnThread<Result: Sendable>(
  _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result { try work() }) }
  }
}
