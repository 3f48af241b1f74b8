import RecipeModel
import Schedule
import TestKit
import Testing

@Suite struct FiveYearsTests {
  private static let quarters: [(text: MadeExpression, zone: String)] = {
    let nightly = MadeExpression(minutes: [30], hours: [2])
    let often = MadeExpression(minutes: [0, 15], hours: [0, 1, 2, 3, 23])
    let hourly = MadeExpression(minutes: [45], hours: Set(0...23))
    let weekly = MadeExpression(minutes: [0], hours: [0], weekdays: [0])
    return [
      (nightly, "Europe/Berlin"), (hourly, "Europe/Berlin"), (often, "America/New_York"),
      (nightly, "Australia/Lord_Howe"), (weekly, "Asia/Beirut"), (often, "Pacific/Chatham"),
      (nightly, "UTC"),
    ]
  }()

  /// A machine that is off at times, pipelines that take their time, fail and are killed: after five
  /// years each time that was due is accounted for once.
  @Test("Five years of schedules leave out nothing that a walk over all quarters finds")
  func fiveYears() throws {
    let start = try #require(Instant("2021-12-31T12:00:00Z"))
    let end = try #require(Instant("2027-01-02T00:00:00Z"))
    for (index, (made, zone)) in Self.quarters.enumerated() {
      let clock = try #require(ZoneClock(zone))
      let due = MinuteWalk(
        from: start, to: end.advanced(byMilliseconds: 10 * 86_400_000), in: clock, stepMinutes: 15
      ).moments(of: made)
      for policy in OverlapPolicy.allCases {
        let schedule = RunSchedule(
          expression: try CronExpression(made.text), clock: clock,
          missed: index.isMultiple(of: 2) ? .once : .skip, overlap: policy, jitter: 300_000)
        var player = SchedulePlayer(schedule: schedule, from: start, seed: index)
        player.play(until: end)
        check(player, due.filter { $0 <= player.settledUntil }, "\(made.text), \(zone), \(policy)")
      }
    }
  }

  private func check(_ player: SchedulePlayer, _ due: [Instant], _ context: Comment) {
    #expect(player.jobs.values.reduce(0) { $0 + 1 + $1.missedBefore } == due.count, context)
    #expect(Set(player.jobs.keys).isSubset(of: due), context)
    #expect(player.jobs.values.count { !$0.state.isEnded } <= 2, context)
    #expect(player.jobs.values.contains { $0.state == .succeeded }, context)
    #expect(player.mostAtOnce == 1, context)
  }
}
