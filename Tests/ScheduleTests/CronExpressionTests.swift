import RecipeModel
import Schedule
import Testing

@Suite struct CronExpressionTests {
  @Test(
    "Whatever crontab(5) allows is read",
    arguments: [
      ("30 2 * * *", "2026-11-22T00:00:00Z", "2026-11-22T02:30:00.000Z"),
      ("30 2 * * *", "2026-11-22T02:30:00Z", "2026-11-23T02:30:00.000Z"),
      ("*/15 8-18/2 * * mon-fri", "2026-11-22T00:00:00Z", "2026-11-23T08:00:00.000Z"),
      ("*/15 8-18/2 * * mon-fri", "2026-11-23T08:45:00Z", "2026-11-23T10:00:00.000Z"),
      ("0 0 * * SUN", "2026-11-22T00:00:00Z", "2026-11-29T00:00:00.000Z"),
      ("0 0 * * 7", "2026-11-22T00:00:00Z", "2026-11-29T00:00:00.000Z"),
      ("0 0 * * 5-7", "2026-11-23T00:00:00Z", "2026-11-27T00:00:00.000Z"),
      ("0 0 * * sat-sun", "2026-11-23T00:00:00Z", "2026-11-28T00:00:00.000Z"),
      ("0 0 1 jan,JUL *", "2026-11-22T00:00:00Z", "2027-01-01T00:00:00.000Z"),
      ("0 0 29 2 *", "2026-11-22T00:00:00Z", "2028-02-29T00:00:00.000Z"),
      ("0 0 29 2 *", "2096-03-01T00:00:00Z", "2104-02-29T00:00:00.000Z"),
      ("1,31 5 * * *", "2026-11-22T05:01:00Z", "2026-11-22T05:31:00.000Z"),
      ("\t5  4 *  * *  ", "2026-11-22T00:00:00Z", "2026-11-22T04:05:00.000Z"),
      ("@daily", "2026-11-22T00:00:00Z", "2026-11-23T00:00:00.000Z"),
      ("@Hourly", "2026-11-22T00:00:00Z", "2026-11-22T01:00:00.000Z"),
      ("@weekly", "2026-11-23T00:00:00Z", "2026-11-29T00:00:00.000Z"),
      ("@monthly", "2026-11-22T00:00:00Z", "2026-12-01T00:00:00.000Z"),
      ("@yearly", "2026-11-22T00:00:00Z", "2027-01-01T00:00:00.000Z"),
    ])
  func reads(text: String, after: String, expected: String) throws {
    let expression = try CronExpression(text)
    let next = try expression.next(after: #require(Instant(after)), in: .utc)
    #expect(next.map(\.description) == expected)
  }

  @Test(
    "Of two restricted fields of days either counts, and both do where one begins with a star",
    arguments: [
      ("0 0 13 * fri", "2026-11-22T00:00:00Z", "2026-11-27T00:00:00.000Z"),
      ("0 0 13 * fri", "2026-12-11T00:00:00Z", "2026-12-13T00:00:00.000Z"),
      ("0 0 */2 * fri", "2026-11-22T00:00:00Z", "2026-11-27T00:00:00.000Z"),
      ("0 0 */2 * fri", "2026-11-27T00:00:00Z", "2026-12-11T00:00:00.000Z"),
    ])
  func days(text: String, after: String, expected: String) throws {
    let expression = try CronExpression(text)
    let next = try expression.next(after: #require(Instant(after)), in: .utc)
    #expect(next.map(\.description) == expected)
  }

  @Test(
    "What is wrong is told with its place and what would be right",
    arguments: [
      ("", 1, "0 fields instead of five"),
      ("* * * *", 1, "4 fields instead of five"),
      ("0 30 2 * * *", 1, "seconds are not used"),
      ("@reboot", 1, "unknown word `@reboot`; the words are `@hourly`"),
      ("@daily 5", 1, "`@daily` stands alone"),
      ("@\u{1B}[31m", 1, "unknown word `@\\u{1B}[31m`"),
      ("60 2 * * *", 1, "60 is no minute: it is 0 to 59"),
      ("0 24 * * *", 3, "24 is no hour: it is 0 to 23"),
      ("0 2 0 * *", 5, "0 is no day of month: it is 1 to 31"),
      ("0 2 1 13 *", 7, "13 is no month: it is 1 to 12"),
      ("0 2 1 * 8", 9, "8 is no day of week: it is 0 to 7"),
      ("0 2 * * mon,blue", 13, "`blue` is no day of week"),
      ("0 2 * foo *", 7, "`foo` is no month"),
      ("mon 2 * * *", 1, "`mon` is no minute"),
      ("0 18-8 * * *", 3, "the range `18-8` of the hour ends before it begins"),
      ("*/0 * * * *", 3, "the step `0` of the minute is no number from 1 on"),
      ("*/x * * * *", 3, "the step `x` of the minute"),
      ("5/15 * * * *", 1, "a step needs a star or a range, such as `0-59/2`: `5/15`"),
      ("1, * * * *", 3, "`` is no minute"),
      ("-5 * * * *", 1, "`-5` is no minute"),
      ("1-2-3 * * * *", 3, "`1-2-3` is no minute"),
      ("? * * * *", 1, "`?` is no minute"),
      ("99999999999999999999 * * * *", 1, "is no minute"),
      ("0 0 31 2 *", 5, "no day is ever meant"),
      ("0 0 31 2,4,6,9,11 *", 5, "no day is ever meant"),
    ])
  func refuses(text: String, column: Int, message: String) {
    let problem = #expect(throws: CronProblem.self) { try CronExpression(text) }
    #expect(problem?.column == column)
    #expect(problem?.description.contains(message) == true, "\(problem?.description ?? "")")
  }
}
