import CommunityRules
import PipelineCore
import Testing

struct RefusalTests {
  @Test func `a refusal names the rule, whom, what, why and what instead`() {
    let refusal = Refusal(
      .r5, who: "ada", asked: "leave rye-house", because: "of this", instead: "do that")
    #expect(refusal.message == "R5: ada cannot leave rye-house: of this\nhint: do that")
    #expect(refusal.exitCode == .failed)
    #expect(!refusal.isTransient)
  }

  @Test func `a name in a refusal cannot drive the terminal`() {
    let refusal = Refusal(
      .r5, who: "a\u{1B}[2J", asked: "leave", instead: "promote one of: b\u{202E}")
    #expect(
      refusal.message
        == "R5: a\\u{1B}[2J cannot leave\nhint: promote one of: b\\u{202E}")
  }

  @Test(arguments: Rule.allCases)
  func `every rule says what it is in one line`(rule: Rule) {
    #expect(!rule.statement.isEmpty)
    #expect(!rule.statement.hasSuffix("."))
    #expect(!rule.statement.contains("\n"))
  }
}
