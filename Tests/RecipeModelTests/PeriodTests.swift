import RecipeModel
import TestKit
import Testing

/// Hours, days, weeks, months, quarters and years.
struct PeriodTests {
  @Test(arguments: ["9999", "9999-Q4", "9999-12", "9999-W52", "9999-12-31"])
  func `R28: the last year has its last days`(text: String) throws {
    let period = try #require(Period(text))
    #expect(period.days.contains(try #require(Day("9999-12-31"))) || period.grain == .week)
  }

  @Test func `R28: weeks are numbered as ISO 8601 does, over ninety ends of years`() throws {
    var day = try #require(Day("1969-12-29"))
    let end = try #require(Day("2061-01-10"))
    // That Monday begins the first week of 1970. A week is the first one of a year when its Monday
    // lies between 29 December and 4 January, and otherwise one more than the week before.
    var (year, week) = (1970, 0)
    while day < end {
      let (civilYear, month, dayOfMonth) = day.civil
      if (Int(day.number) + 3) % 7 == 0 {
        switch (month, dayOfMonth) {
        case (12, 29...): (year, week) = (civilYear + 1, 1)
        case (1, ...4): (year, week) = (civilYear, 1)
        default: week += 1
        }
      }
      let name = "\(year)-W\(week < 10 ? "0" : "")\(week)"
      let period = Grain.week.period(of: day)
      guard period.description == name, Period(name) == period, period.days.contains(day),
        period.firstDay.weekday == 0
      else {
        Issue.record("\(day) is in \(name), not in \(period)")
        return
      }
      day = day.advanced(by: 1)
    }
  }

  @Test(arguments: Grain.allCases, 0..<50)
  func `R28: periods follow each other without gaps, and their names lead back to them`(
    grain: Grain, seed: Int
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let day = Day(number: .random(in: -719_000...2_932_000, using: &generator))
    let moment = day.start.advanced(byMilliseconds: .random(in: 0..<86_400_000, using: &generator))
    let period = grain == .hour ? Period(hourOf: moment) : grain.period(of: day)
    #expect(period.grain == grain && period.days.contains(day))
    #expect(Period(period.description) == period)
    #expect(period.next.previous == period && period.previous.next == period)
    #expect(period.previous < period && period < period.next)
    if grain == .hour {
      #expect(period.next == Period(hourOf: moment.advanced(byMilliseconds: 3_600_000)))
      #expect(period.hour == Int(moment.milliseconds - day.start.milliseconds) / 3_600_000)
    } else {
      #expect(period.next.days.lowerBound == period.days.upperBound.advanced(by: 1))
      #expect(period.days.lowerBound == period.firstDay)
      for other in [period.days.lowerBound, period.days.upperBound] {
        #expect(grain.period(of: other) == period)
      }
    }
    #expect(
      Set(Grain.allCases.map { $0.period(of: day).description }).count == Grain.allCases.count)
  }

  @Test(
    arguments: [
      (.quarter, "2026-01-01", "2026-Q1", "2026-01-01", "2026-03-31"),
      (.quarter, "2026-03-31", "2026-Q1", "2026-01-01", "2026-03-31"),
      (.quarter, "2026-04-01", "2026-Q2", "2026-04-01", "2026-06-30"),
      (.quarter, "2026-09-30", "2026-Q3", "2026-07-01", "2026-09-30"),
      (.quarter, "2026-12-31", "2026-Q4", "2026-10-01", "2026-12-31"),
      (.year, "2024-12-31", "2024", "2024-01-01", "2024-12-31"),
      (.year, "2025-01-01", "2025", "2025-01-01", "2025-12-31"),
      (.month, "2024-02-29", "2024-02", "2024-02-01", "2024-02-29"),
      (.month, "2100-02-28", "2100-02", "2100-02-01", "2100-02-28"),
      (.week, "2021-01-03", "2020-W53", "2020-12-28", "2021-01-03"),
      (.week, "2024-12-30", "2025-W01", "2024-12-30", "2025-01-05"),
      (.day, "2026-11-21", "2026-11-21", "2026-11-21", "2026-11-21"),
      (.hour, "2026-11-21", "2026-11-21T00Z", "2026-11-21", "2026-11-21"),
    ] as [(Grain, String, String, String, String)])
  func `R28: a day is in the period that the calendar says`(
    grain: Grain, day: String, name: String, first: String, last: String
  ) throws {
    let period = grain.period(of: try #require(Day(day)))
    #expect(period.description == name && Period(name) == period)
    #expect(period.days.lowerBound.description == first)
    #expect(period.days.upperBound.description == last)
  }

  @Test(arguments: [
    "", "2026-W54", "2025-W53", "2026-W00", "2026-W1", "2026-W+1", "2026-Q0", "2026-Q5", "2026-Q+1",
    "2026-Q01", "2026-13", "2026-00", "2026-1", "2026-02-30", "2026-11-21T24Z", "2026-11-21T1Z",
    "2026-11-21T10", "2026-11-21T10:00Z", "26", "02026", "2026-", "2026-W", "2026 ", "0000",
  ])
  func `a text that is no period is refused`(text: String) {
    #expect(Period(text) == nil)
  }
}
