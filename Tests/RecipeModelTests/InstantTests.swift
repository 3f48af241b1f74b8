import RecipeModel
import Testing

struct InstantTests {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0),
      ("2026-11-21T10:54:00.123Z", 1_795_258_440_123),
      ("2026-11-21T11:54:00.1239+01:00", 1_795_258_440_123),
      ("1969-12-31T23:59:59.999Z", -1),
      ("2024-02-29T00:00Z", 1_709_164_800_000),
      ("2026-03-29T02:30:00+02", 1_774_744_200_000),
      ("9999-12-31T23:59:59Z", 253_402_300_799_000),
      ("2026-11-21", 1_795_219_200_000),
    ] as [(String, Int64)])
  func `a timestamp is read to the millisecond`(text: String, milliseconds: Int64) {
    #expect(Instant(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026", "2026-02-30", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z",
    "2026-01-01T00:00:00", "2026-01-01T00:00:00+25:00", "2026-01-01T00:00:00.Z", "yesterday",
    "2026-01-01T00:00:00Zjunk",
  ])
  func `a text that is no timestamp is refused`(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func `a time without a zone is UTC only when that is asked for`() {
    #expect(
      Instant("2026-01-01 10:00:00", zonelessIsUTC: true)?.description
        == "2026-01-01T10:00:00.000Z")
    #expect(Instant("2026-01-01 10:00:00") == nil)
  }

  @Test func `R28: every day of eight hundred years is in its month and survives its civil date`() {
    var day = Day(year: 1600, month: 1, day: 1)
    let end = Day(year: 2400, month: 1, day: 1)
    while let current = day, let end, current < end {
      let (year, month, dayOfMonth) = current.civil
      #expect(Day(year: year, month: month, day: dayOfMonth) == current)
      #expect(current.month.days.contains(current))
      day = current.advanced(by: 1)
    }
  }

  @Test(arguments: [
    ("2026-11-21", true), ("0001-01-01", true), ("9999-12-31", true), ("0000-01-01", false),
    ("0000-12-31", false), ("99999-01-01", false), ("-001-01-01", false), ("2026-11-2", false),
    ("2026-02-30", false), ("2026-11-21T00:00:00Z", false),
  ])
  func `a day is one of the years 1 to 9999`(text: String, isOne: Bool) {
    #expect((Day(text) != nil) == isOne)
  }

  @Test(arguments: [
    (2024, true), (2026, false), (2000, true), (1900, false), (2100, false), (-4, true),
  ])
  func `R28: a leap year alone has a 29 February`(year: Int, isLeap: Bool) {
    #expect((Day(year: year, month: 2, day: 29) != nil) == isLeap)
    let february = Month(year: year, month: 2).days
    #expect(february.upperBound.number - february.lowerBound.number == (isLeap ? 29 : 28))
  }

  @Test(arguments: [
    ("1969-12-31T23:59:59.999Z", "1969-12-31"), ("1970-01-01T00:00:00Z", "1970-01-01"),
    ("1969-12-31T00:00:00Z", "1969-12-31"), ("1969-12-30T23:59:59.999Z", "1969-12-30"),
    ("2026-11-30T23:59:59.999Z", "2026-11-30"), ("2026-12-01T00:00:00Z", "2026-12-01"),
  ])
  func `R28: a moment falls on the day that holds it, before 1970 too`(
    moment: String, day: String
  ) throws {
    let found = try #require(Instant(moment)).day
    #expect(found.description == day)
    #expect(found.month.description == String(day.prefix(7)))
  }

  @Test func `R28: a month ends where the next begins, over the end of a year too`() {
    #expect(Month("2026-12")?.days.upperBound.description == "2027-01-01")
  }
}
