import Pipelines
import Schedule
import Testing

struct RetryTests {
  private func retries(_ text: String) throws -> RetryPolicy? {
    try plan(file("  - rollup: {}\n    retry: \(text)")).stages[0].retries
  }

  @Test func `a stage is begun as often and after such pauses as its file says`() throws {
    #expect(try plan(file("  - rollup")).stages[0].retries == nil)
    #expect(try retries("5") == RetryPolicy(attempts: 5))
    #expect(
      try retries("{ attempts: 2, pause: 10s }") == RetryPolicy(attempts: 2, firstPause: 10_000))
    #expect(try retries("{}") == RetryPolicy())
    // A pause that is longer than the usual longest one is the longest.
    #expect(try retries("{ pause: 2h }")?.longestPause == 7_200_000)
  }

  @Test(arguments: [
    ("0", "`retry` takes a whole number from 1 to 1000000 such as `7`, not `0`"),
    ("often", "`retry` takes a whole number from 1 to 1000000 such as `7`, not `often`"),
    (
      "{ pause: 10 }",
      "`pause` takes a whole number with its unit such as `90s`, `15m`, `2h` or `1d`, from 0s to a year, not `10`"
    ),
    ("{ times: 3 }", "unknown key `times` in `retry`; it takes `attempts` and `pause`"),
    ("[3]", "`retry` takes a mapping of keys, not a list"),
  ])
  func `what is no retry is refused`(text: String, problem: String) {
    let found = problems(file("  - rollup: {}\n    retry: \(text)"))
    #expect(found.count == 1 && found[0].hasSuffix(problem), "\(found)")
  }
}
