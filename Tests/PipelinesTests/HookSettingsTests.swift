import Pipelines
import Testing

struct HookSettingsTests {
  private func hooks(_ text: String) throws -> [Hook] {
    try plan("pipeline: p\nonFailure: \(text)\nstages: [lineage]").onFailure
  }

  @Test func `a hook is a text for the shell, words, or a mapping, alone or in a list`() throws {
    #expect(try plan("pipeline: p\nstages: [lineage]").onFailure == [])
    #expect(try hooks("echo it failed") == [Hook(.shell("echo it failed"))])
    #expect(
      try hooks("[[logger, -t, levain], date]") == [
        Hook(.words(["logger", "-t", "levain"])), Hook(.shell("date")),
      ])
    #expect(
      try hooks("{ run: [curl, -K, '-'], secrets: { TOKEN: /run/token }, timeLimit: 5s }") == [
        Hook(
          .words(["curl", "-K", "-"]), secrets: [.init(variable: "TOKEN", path: "/run/token")],
          timeLimit: 5000)
      ])
  }

  @Test func `both spellings are taken, and not both at once`() throws {
    let read = try plan("pipeline: p\non_success: date\non_failure: [date]\nstages: [lineage]")
    #expect(read.onSuccess == [Hook(.shell("date"))] && read.onFailure == read.onSuccess)
    #expect(
      problems("pipeline: p\nonSuccess: date\non_success: date\nstages: [lineage]") == [
        "p.yaml:3:1: the keys `onSuccess` and `on_success` are given more than once in this mapping"
      ])
  }

  @Test(arguments: [
    ("{ secrets: {} }", "`onFailure` needs `run`: a text for the shell, or a list of words"),
    ("{ run: [] }", "`run` is empty"),
    ("{ run: date, timeLimit: 0s }", "from 1s to a year, not `0s`"),
    (
      "{ run: date, secrets: { 1A: x } }",
      "`secrets` takes names of variables, of letters, digits and `_`, not `1A`"
    ),
    (
      "{ run: date, env: {} }",
      "unknown key `env` in `onFailure`; it takes `run`, `secrets` and `timeLimit`"
    ),
    ("[[date, {}]]", "`onFailure` takes a text for the shell, or a list of words, not a mapping"),
  ])
  func `what is no hook is refused`(text: String, problem: String) {
    let found = problems("pipeline: p\nonFailure: \(text)\nstages: [lineage]")
    #expect(found.count == 1 && found[0].hasSuffix(problem), "\(found)")
  }
}
