import PipelineCore
import Testing

struct ExitCodeTests {
  @Test(
    arguments: [
      ([], .done), ([.done, .done], .done), ([.quarantined, .failed], .failed),
      ([.failed, .targetMissed], .failed), ([.targetMissed, .quarantined], .quarantined),
      ([.failed, .interrupted, .done], .interrupted), ([.locked, .quarantined], .locked),
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
