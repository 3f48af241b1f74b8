import Dispatch

extension ChildProcess {
  /// Runs it until it ends, for whoever cannot suspend.
  ///
  /// Not to be called from asynchronous code, nor from where that runs: see `Awaited`.
  ///
  /// - Parameters:
  ///   - shouldStop: Is asked several times a second whether it is to be ended.
  ///   - didStart: Is told who runs, as soon as it does.
  /// - Returns: How it ended.
  /// - Throws: `ChildFault` where it could not be started.
  public func runAndWait(
    shouldStop: () -> Bool = { false },
    didStart: @escaping @Sendable (ProcessIdentity) -> Void = { _ in }
  ) throws(ChildFault) -> ChildEnding {
    let stop = StopRequest()
    let result = Awaited { () async -> Result<ChildEnding, ChildFault> in
      do throws(ChildFault) {
        return .success(try await run(stop: stop, didStart: didStart))
      } catch {
        return .failure(error)
      }
    }
    var isAsked = false
    while true {
      if let result = result.value(within: .milliseconds(100)) { return try result.get() }
      if !isAsked, shouldStop() {
        isAsked = true
        stop.ask()
      }
    }
  }
}
