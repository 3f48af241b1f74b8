import Console
import RecipeModel
import Synchronization

/// A terminal that keeps what is written, and a clock that moves when told to.
final class RecordedTerminal: Sendable {
  private let out = Mutex<[UInt8]>([])
  private let error = Mutex<[UInt8]>([])
  private let moment = Mutex<Int64>(1_000_000)

  var outText: String { out.withLock { String(decoding: $0, as: UTF8.self) } }
  var errorText: String { error.withLock { String(decoding: $0, as: UTF8.self) } }

  func advance(milliseconds: Int64) {
    moment.withLock { $0 += milliseconds }
  }

  func now() -> Instant { Instant(milliseconds: moment.withLock { $0 }) }

  func terminal(isTerminal: Bool, width: Int = 80) -> Terminal {
    Terminal(
      writeOut: { bytes in self.out.withLock { $0 += bytes } },
      writeError: { bytes in self.error.withLock { $0 += bytes } },
      isOutTerminal: isTerminal, isErrorTerminal: isTerminal, width: { width })
  }
}
