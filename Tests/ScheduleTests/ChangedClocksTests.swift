import RecipeModel
import Schedule
import TestKit
import Testing

@Suite struct ChangedClocksTests {
  @Test(
    "A time that clocks go over is due once at the next moment, and one shown twice is due once",
    arguments: [
      // Berlin goes from 2:00 to 3:00 on 29 March 2026, and from 3:00 to 2:00 on 25 October.
      ("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", ["03-29T01:00", "03-30T00:30"]),
      ("*/10 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", ["03-29T01:00", "03-30T00:00"]),
      ("0,30 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", ["03-29T01:00", "03-29T01:30"]),
      ("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", ["10-25T00:30", "10-26T01:30"]),
      // Hours that pass are not hours that clocks show.
      ("30 * * * *", "Europe/Berlin", "2026-10-24T23:45:00Z", ["10-25T00:30", "10-25T01:30"]),
      ("30 * * * *", "Europe/Berlin", "2026-03-28T23:45:00Z", ["03-29T00:30", "03-29T01:30"]),
      // Lord Howe changes by half an hour.
      (
        "15 2 * * *", "Australia/Lord_Howe", "2026-10-02T20:00:00Z", ["10-03T15:30", "10-04T15:15"]
      ),
      (
        "45 1 * * *", "Australia/Lord_Howe", "2026-04-03T20:00:00Z", ["04-04T14:45", "04-05T15:15"]
      ),
      // Beirut goes over midnight.
      ("0 0 * * *", "Asia/Beirut", "2026-03-27T23:00:00Z", ["03-28T22:00", "03-29T21:00"]),
      // Samoa had no 30 December 2011.
      ("0 6 * * *", "Pacific/Apia", "2011-12-29T20:00:00Z", ["12-30T10:00", "12-30T16:00"]),
    ])
  func changes(text: String, zone: String, after: String, expected: [String]) throws {
    let expression = try CronExpression(text)
    let clock = try #require(ZoneClock(zone))
    var moment = try #require(Instant(after))
    for text in expected {
      moment = try #require(expression.next(after: moment, in: clock))
      #expect(moment.description.dropFirst(5).hasPrefix(text), "\(moment)")
    }
  }

  static let zones = [
    "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia",
    "America/Sao_Paulo", "Asia/Kathmandu",
  ]

  @Test("Every zone is as a walk over all its minutes finds it", arguments: zones)
  func asAWalk(zone: String) throws {
    let clock = try #require(ZoneClock(zone))
    var generator = SeededGenerator(seed: 7)
    let first = try #require(Instant("2009-01-01T00:00:00Z"))
    let last = try #require(Instant("2030-01-01T00:00:00Z"))
    let changes = clock.spans(from: first, to: last).dropFirst().map(\.start)
    #expect(changes.count >= (zone == "Asia/Kathmandu" ? 0 : 10))
    for change in [first.advanced(byMilliseconds: 400 * day)] + changes {
      let start = change.advanced(byMilliseconds: -day / 3)
      let walk = MinuteWalk(from: start, to: change.advanced(byMilliseconds: day / 3), in: clock)
      for _ in 0..<6 {
        let made = MadeExpression(using: &generator)
        let expression = try CronExpression(made.text)
        let expected = walk.moments(of: made)
        let found = moments(of: expression, after: start, through: walk.end, in: clock)
        #expect(found == expected, "\(made.text) in \(zone) around \(change)")
        let counted = expression.last(after: start, through: walk.end, in: clock)
        #expect(counted?.count ?? 0 == expected.count, "\(made.text) around \(change)")
        #expect(counted?.moment == expected.last)
      }
    }
  }

  private let day: Int64 = 86_400_000

  private func moments(
    of expression: CronExpression, after start: Instant, through end: Instant, in clock: ZoneClock
  ) -> [Instant] {
    var moments: [Instant] = []
    var moment = start
    while let next = expression.next(after: moment, in: clock), next <= end {
      moments.append(next)
      moment = next
    }
    return moments
  }
}
