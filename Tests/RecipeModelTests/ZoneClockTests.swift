import TestKit
import Testing

@testable import RecipeModel

/// Local days against walking over every minute.
struct ZoneClockTests {
  /// Days in UTC around changes of a zone's clocks.
  struct Stretch: Sendable, CustomTestStringConvertible {
    var zone: String
    var first: String
    var last: String

    init(_ zone: String, _ first: String, _ last: String) {
      (self.zone, self.first, self.last) = (zone, first, last)
    }

    var testDescription: String { "\(zone) \(first)" }
  }

  static let stretches = [
    Stretch("UTC", "2026-03-28", "2026-03-30"),
    // Half an hour of daylight saving.
    Stretch("Australia/Lord_Howe", "2026-04-03", "2026-04-06"),
    Stretch("Australia/Lord_Howe", "2026-10-02", "2026-10-05"),
    // The year in which the country disagreed about its clocks, which go forward at midnight.
    Stretch("Asia/Beirut", "2023-03-24", "2023-03-31"),
    Stretch("Asia/Beirut", "2023-10-27", "2023-10-30"),
    // A midnight that does not exist, and one that comes twice.
    Stretch("America/Sao_Paulo", "2017-10-13", "2017-10-17"),
    Stretch("America/Sao_Paulo", "2018-02-16", "2018-02-19"),
    Stretch("America/Sao_Paulo", "2018-11-02", "2018-11-06"),
    // A quarter of an hour, once and for all.
    Stretch("Asia/Kathmandu", "1985-12-30", "1986-01-02"),
    Stretch("Asia/Kathmandu", "2026-06-01", "2026-06-03"),
    Stretch("America/New_York", "2026-03-07", "2026-03-10"),
    Stretch("America/New_York", "2026-10-30", "2026-11-03"),
    Stretch("Europe/Berlin", "2026-03-27", "2026-03-31"),
    Stretch("Europe/Berlin", "2026-10-23", "2026-10-27"),
    // A day that was left out.
    Stretch("Pacific/Apia", "2011-12-27", "2012-01-02"),
    // One minute past midnight, back into the day before; and two hours at once.
    Stretch("America/St_Johns", "2006-04-01", "2006-04-04"),
    Stretch("America/St_Johns", "2006-10-27", "2006-10-31"),
    Stretch("America/St_Johns", "1988-04-02", "1988-04-05"),
    Stretch("America/St_Johns", "1988-10-29", "1988-11-01"),
    // The farthest from UTC on both sides.
    Stretch("Pacific/Kiritimati", "1994-12-29", "1995-01-03"),
    Stretch("Etc/GMT+12", "2026-01-01", "2026-01-02"),
  ]

  @Test(arguments: stretches)
  func `R28: every minute is on one local day, and those days tile the days in UTC`(
    stretch: Stretch
  ) throws {
    let walk = try Walk(stretch)
    for raw in walk.days {
      let local = LocalDays(of: raw, in: walk.clock)
      var seen: Set<Day> = []
      for minute in walk.minutes(of: raw) {
        for moment in [minute, minute.advanced(byMilliseconds: 59_999)] {
          let day = moment.advanced(byMilliseconds: walk.clock.offset(at: moment)).day
          guard local.day(of: moment) == day, walk.clock.day(of: moment) == day else {
            Issue.record("\(moment) is on \(day), not on \(local.day(of: moment))")
            return
          }
          seen.insert(day)
        }
      }
      #expect(local.days == seen.sorted())
    }
  }

  @Test(arguments: stretches)
  func `R28: a local day begins with its first minute, and is found in the days in UTC it lies in`(
    stretch: Stretch
  ) throws {
    let walk = try Walk(stretch)
    var minutes: [Day: [Instant]] = [:]
    for raw in walk.days {
      for minute in walk.minutes(of: raw) {
        let day = minute.advanced(byMilliseconds: walk.clock.offset(at: minute)).day
        minutes[day, default: []].append(minute)
      }
    }
    // The days at both ends may reach out of what was walked.
    for day in walk.days.dropFirst().dropLast() {
      let own = minutes[day] ?? []
      #expect(
        LocalDays.utcDays(of: day, in: walk.clock) == Set(own.map(\.day)).sorted(), "\(day)")
      let around = walk.clock.moments(around: day...day)
      #expect(own.allSatisfy(around.contains))
      let next = minutes[day.advanced(by: 1)]?.first
      let start = try #require(own.first ?? next)
      #expect(walk.clock.start(of: day) == start, "\(day)")
    }
  }

  @Test(
    arguments: [
      ("Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00Z"),
      ("Australia/Lord_Howe", "2026-10-05", "2026-10-04T13:00:00Z"),
      ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
      ("America/Sao_Paulo", "2018-11-05", "2018-11-05T02:00:00Z"),
      ("Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00Z"),
      ("America/New_York", "2026-11-02", "2026-11-02T05:00:00Z"),
      ("Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z"),
      ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z"),
      ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
      ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),
      ("America/St_Johns", "2006-10-29", "2006-10-29T02:30:00Z"),
      ("UTC", "0001-01-01", "0001-01-01T00:00:00Z"),
    ] as [(String, String, String)])
  func `R28: days begin when the clocks of the place said so`(
    zone: String, day: String, start: String
  ) throws {
    let clock = try #require(ZoneClock(zone))
    #expect(clock.start(of: try #require(Day(day))).description == Instant(start)?.description)
  }

  @Test func `R28: a day that a zone leaves out has no moments`() throws {
    let clock = try #require(ZoneClock("Pacific/Apia"))
    #expect(LocalDays.utcDays(of: try #require(Day("2011-12-30")), in: clock) == [])
  }

  @Test func `R28: where clocks go back over midnight the day before goes on for a while`() throws {
    let clock = try #require(ZoneClock("America/St_Johns"))
    let days = try ["02:29:59", "02:30:00", "02:30:59", "02:31:00", "03:29:59", "03:30:00"].map {
      clock.day(of: try #require(Instant("2006-10-29T\($0)Z"))).description.suffix(2)
    }
    #expect(days == ["28", "29", "29", "28", "28", "29"])
  }

  @Test func `a zone that is not known has no clocks`() {
    #expect(ZoneClock("Europe/Atlantis") == nil)
    #expect(ZoneClock("") == nil)
    #expect(ZoneClock("Etc/UTC")?.offset(at: Instant(milliseconds: 1)) == 0)
  }

  private struct Walk {
    var clock: ZoneClock
    var days: [Day]

    init(_ stretch: Stretch) throws {
      clock = try #require(ZoneClock(stretch.zone))
      let (first, last) = (try #require(Day(stretch.first)), try #require(Day(stretch.last)))
      days = (first.number...last.number).map { Day(number: $0) }
    }

    func minutes(of day: Day) -> [Instant] {
      (0..<1440).map { day.start.advanced(byMilliseconds: $0 * 60_000) }
    }
  }
}
