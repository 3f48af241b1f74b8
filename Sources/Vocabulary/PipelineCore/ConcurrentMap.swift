import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// Transforms all elements, several at a time on all cores, and gives the results in their order.
  ///
  /// Waits until nothing runs any more, and then throws the first fault there was.
  public func mapConcurrently<Result: Sendable>(
    _ transform: @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    let results = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = Swift.Result { try transform(self[index]) }
      results.withLock { $0[index] = result }
    }
    return try results.withLock { results in
      try results.map { result in
        guard let result else { preconditionFailure("every element is transformed") }
        return try result.get()
      }
    }
  }
}
