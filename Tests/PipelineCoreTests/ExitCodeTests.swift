import PipelineCore
import Testing

struct ExitCodeTests {
  @Test(
    arguments: [
      ([], .done), ([.done, .done], .done), ([.quarantined, .failed], .failed),
      ([.failed, .targetMissed], .failed), ([.targetMissed, .quarantined], .quarantined),
      ([.failed, .interrupted, .done], .interrupted), ([.locked, .quarantined], .locked),
      ([.failedForNow, .failed], .failed), ([.failedForNow, .locked], .failedForNow),
    ] as [([ExitCode], ExitCode)])
  func `what was not done weighs more than what was done and found`(
    codes: [ExitCode], gravest: ExitCode
  ) {
    #expect(ExitCode.gravest(of: codes) == gravest)
    #expect(ExitCode.gravest(of: codes.reversed()) == gravest)
  }

  @Test func `of two codes one always weighs more`() {
    for first in ExitCode.allCases {
      for second in ExitCode.allCases {
        #expect(
          ExitCode.gravest(of: [first, second]) == ExitCode.gravest(of: [second, first]),
          "\(first), \(second)")
      }
    }
  }
}

/// Codes that say whether the same again may succeed.
struct TransientFaultTests {
  private struct Trouble: Fault {
    var isTransient: Bool
    var what: String { "trouble" }
  }

  @Test func `a fault that may pass ends with a code of its own`() {
    #expect(Trouble(isTransient: true).exitCode == .failedForNow)
    #expect(Trouble(isTransient: false).exitCode == .failed)
    #expect(ExitCode.failedForNow.rawValue == 75)
  }
}
