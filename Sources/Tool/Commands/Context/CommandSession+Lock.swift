import Console
import Foundation
import PipelineCore
import Store

extension CommandSession {
  /// How long it takes to look again whether the store is free.
  private static let pause: Int64 = 200

  /// Holds the store against other writing runs, or waits for the one that does.
  ///
  /// Throws `StoreFault` when the patience is over, `Interrupted` when asked to stop meanwhile.
  /// The waiting is counted by its pauses, so that it ends when the clock stands still.
  func lock(
    for purpose: String, _ patience: Patience, shouldStop: () -> Bool
  ) throws -> RunLock {
    let holder = "levain \(purpose), process \(ProcessInfo.processInfo.processIdentifier)"
    var waited: Int64 = 0
    while true {
      do throws(StoreFault) {
        return try RunLock(storePath: storePath, holder: holder)
      } catch {
        guard case .locked(let other) = error.cause,
          let pause = patience.pause(after: waited, atMost: CommandSession.pause)
        else { throw error }
        if waited == 0 { messages.note("waiting until another run has ended: \(other)") }
        if shouldStop() { throw StoppedWaiting() }
        context.sleep(.milliseconds(pause))
        waited += pause
      }
    }
  }
}

/// A run was asked to stop before it held the store.
struct StoppedWaiting: Fault {
  var what: String { "interrupted while it waited for another run; nothing was done" }
  var exitCode: ExitCode { .interrupted }
}
