import RecipeModel
import Testing

@testable import Statistics

struct ReportPeriodTests {
  /// A community made on 10 March, with something counted from 12 to 20 March, asked on 25 March.
  @Test(
    arguments: [
      (nil, nil, "2026-03-12", "2026-03-20"),
      ("2026-03-11", nil, "2026-03-11", "2026-03-20"),
      ("2026-03-14", "2026-03-16", "2026-03-14", "2026-03-15"),
      ("0001-01-01", nil, "2026-03-10", "2026-03-20"),
      ("0001-01-01", "9999-12-31", "2026-03-10", "2026-03-25"),
      (nil, "2026-03-11", "2026-03-10", "2026-03-10"),
      ("2026-03-22", nil, "2026-03-22", "2026-03-22"),
      // Wholly outside of what is known: as asked, and no more than a year of it.
      ("2026-02-01", "2026-03-01", "2026-02-01", "2026-02-28"),
      ("0001-01-01", "2026-01-02", "2025-01-01", "2026-01-01"),
      ("2027-01-01", nil, "2027-01-01", "2027-01-01"),
      ("2027-01-01", "9999-12-31", "2027-01-01", "2028-01-01"),
    ] as [(String?, String?, String, String)])
  func `a report has the days asked for that something can be known of`(
    from: String?, until: String?, first: String, last: String
  ) throws {
    let days = ReportedDays(
      from: from.flatMap { Day($0) }, until: until.flatMap { Day($0) },
      now: Instant(milliseconds: 0))
    let period = days.period(
      madeOn: try day("2026-03-10"), counted: try day("2026-03-12")...(try day("2026-03-20")),
      today: try day("2026-03-25"))
    #expect(period == (try day(first))...(try day(last)))
  }

  @Test func `a report of a community with nothing counted begins when it was made`() throws {
    let days = ReportedDays(now: Instant(milliseconds: 0))
    var today = try day("2026-03-25")
    let made = try day("2026-03-10")
    #expect(days.period(madeOn: made, counted: nil, today: today) == made...today)
    // A clock that was set back, and a community from a store of another one.
    today = try day("2026-03-01")
    #expect(days.period(madeOn: made, counted: nil, today: today) == today...today)
  }

  @Test(
    arguments: [
      ("2026-03-01", "2026-03-31", "2025-03-01", "2025-03-31"),
      ("2024-02-29", "2024-02-29", "2023-02-28", "2023-02-28"),
      ("2024-01-01", "2024-12-31", "2023-01-01", "2024-01-01"),
      ("2025-02-28", "2025-03-01", "2024-02-28", "2024-02-29"),
    ])
  func `a year before are as many days from the same date`(
    first: String, last: String, before: String, until: String
  ) throws {
    let days = try day(first)...(try day(last))
    let expected = try day(before)...(try day(until))
    #expect(days.yearBefore == expected)
    #expect(days.before.length == days.length && days.before.upperBound < days.lowerBound)
  }

  @Test func `more days than a year have no year before`() throws {
    let first = try day("2025-01-01")
    #expect((first...first.advanced(by: 366)).yearBefore == nil)
    #expect((first...first.advanced(by: 365)).yearBefore != nil)
  }

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }
}
