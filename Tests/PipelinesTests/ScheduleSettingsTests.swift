import PipelineCore
import Pipelines
import RecipeModel
import Schedule
import Testing

struct ScheduleSettingsTests {
  private func whole(_ schedule: String) -> String {
    "pipeline: p\nschedule: \(schedule)\nstages: [lineage]\n"
  }

  @Test func `a schedule is a cron expression, or keys`() throws {
    #expect(try plan("pipeline: p\nstages: [lineage]").schedule == nil)
    #expect(
      try plan(whole("'@daily'")).schedule
        == RunSchedule(expression: try CronExpression("@daily")))
    let text = """

        cron: "30 2 * * mon-fri"
        timeZone: Europe/Berlin
        missed: skip
        overlap: queue
        jitter: 10m
        timeLimit: 2h
        attempts: 5
        pause: 30s
      """
    #expect(
      try plan(whole(text)).schedule
        == RunSchedule(
          expression: try CronExpression("30 2 * * mon-fri"),
          clock: try #require(ZoneClock("Europe/Berlin")), missed: .skip, overlap: .queue,
          jitter: 600_000, timeLimit: 7_200_000,
          retries: RetryPolicy(attempts: 5, firstPause: 30_000)))
  }

  @Test func `a pause that is longer than the longest one is kept`() throws {
    let schedule = try #require(try plan(whole("{ cron: '@daily', pause: 2d }")).schedule)
    let pause = try #require(schedule.retries.pause(afterFailure: 2))
    #expect(pause == Int64(172_800_000))
  }

  @Test(arguments: [
    (
      "0 2 30 2 *",
      [
        "2:11: `schedule` is no cron expression, from character 5 on: no day is ever meant: no such day is in these months"
      ]
    ),
    ("[]", ["2:11: `schedule` takes a mapping of keys, not a list"]),
    (
      "{ timeZone: UTC }",
      [
        "2:11: `schedule` needs `cron`: five fields such as `30 2 * * *`, or a word such as `@daily`"
      ]
    ),
    (
      "{ cron: '61 * * * *', missed: never, overlap: often, jitter: 5, timeLimit: 0s, attempts: 0, pause: 53w }",
      [
        "2:19: `cron` is no cron expression, from character 1 on: 61 is no minute: it is 0 to 59",
        "2:41: `missed` takes `once` or `skip`, not `never`",
        "2:57: `overlap` takes `skip`, `queue` or `refuse`, not `often`",
        "2:72: `jitter` takes a whole number with its unit such as `90s`, `15m`, `2h` or `1d`, from 0s to a year, not `5`",
        "2:86: `timeLimit` takes a whole number with its unit such as `90s`, `15m`, `2h` or `1d`, from 1s to a year, not `0s`",
        "2:100: `attempts` takes a whole number from 1 to 1000000 such as `7`, not `0`",
        "2:110: `pause` takes a whole number with its unit such as `90s`, `15m`, `2h` or `1d`, from 0s to a year, not `53w`",
      ]
    ),
  ])
  func `all that is wrong with a schedule is told at its place`(
    text: String, expected: [String]
  ) {
    #expect(problems(whole(text)) == expected.map { "p.yaml:" + $0 })
  }
}
