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
    let request = CommunityNumbersRequest(
      community: CommunityID("c"), from: from.flatMap { Day($0) }, until: until.flatMap { Day($0) },
      today: try day("2026-03-25"))
    let period = request.period(
      madeOn: try day("2026-03-10"), counted: try day("2026-03-12")...(try day("2026-03-20")))
    #expect(period == (try day(first))...(try day(last)))
  }

  @Test func `a report of a community with nothing counted begins when it was made`() throws {
    var request = CommunityNumbersRequest(community: CommunityID("c"), today: try day("2026-03-25"))
    let made = try day("2026-03-10")
    #expect(request.period(madeOn: made, counted: nil) == made...(try day("2026-03-25")))
    // A clock that was set back, and a community from a store of another one.
    request.today = try day("2026-03-01")
    #expect(request.period(madeOn: made, counted: nil) == (try day("2026-03-01"))...request.today)
  }

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }
}
