import CommunityRules
import RecipeModel
import Testing

/// From which period on a target holds, and what becomes of the one before it.
struct TargetTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// A Sunday: the week began on the 16th, the month on the 1st, the quarter on 1 October.
    static let today = "2026-11-22"

    var name: String
    var frequency = TargetFrequency.weekly
    var value = 500
    var since: String?
    var former: TargetStanding?
    /// The day that it begins, `unchanged`, or the day from which on the refusal would let it.
    var answer: String

    var testDescription: String { name }
  }

  private static func day(_ text: String) -> Day {
    Day(text) ?? Day(number: 0)
  }

  private static func value(_ number: Int) -> TargetValue {
    Drafts.valid { () throws(InvalidValue) in try TargetValue(number) }
  }

  private static func former(
    _ value: Int, since: String, until: String? = nil
  ) -> TargetStanding {
    TargetStanding(value: Self.value(value), since: day(since), until: until.map(day))
  }

  static let cases: [Case] = [
    Case(name: "today", frequency: .daily, answer: "begins 2026-11-22"),
    Case(name: "this week", answer: "begins 2026-11-16"),
    Case(name: "this month", frequency: .monthly, answer: "begins 2026-11-01"),
    Case(name: "this quarter", frequency: .quarterly, answer: "begins 2026-10-01"),
    Case(name: "the week of a day", since: "2026-11-04", answer: "begins 2026-11-02"),
    Case(
      name: "the quarter of a day", frequency: .quarterly, since: "2026-02-28",
      answer: "begins 2026-01-01"),
    Case(name: "the last day of this week", since: "2026-11-22", answer: "begins 2026-11-16"),
    Case(name: "next week", since: "2026-11-23", answer: "not later than 2026-11-16"),
    Case(name: "ten years back", since: "2016-11-21", answer: "begins 2016-11-21"),
    Case(name: "longer ago", since: "2016-11-20", answer: "not before 2016-11-21"),
    Case(
      name: "ten years back by quarters", frequency: .quarterly, since: "2016-10-01",
      answer: "begins 2016-10-01"),
    Case(
      name: "another value", former: former(300, since: "2026-09-07"),
      answer: "begins 2026-11-16"),
    Case(
      name: "another value in the same week", former: former(300, since: "2026-11-16"),
      answer: "begins 2026-11-16"),
    Case(
      name: "another value from last week on", since: "2026-11-15",
      former: former(300, since: "2026-09-07"), answer: "over, so 2026-11-16"),
    Case(
      name: "the same value", former: former(500, since: "2026-09-07"), answer: "unchanged"),
    Case(
      name: "the same value from a later week on", since: "2026-10-05",
      former: former(500, since: "2026-09-07"), answer: "unchanged"),
    Case(
      name: "the same value from before it was asked for", since: "2026-09-06",
      former: former(500, since: "2026-09-07"), answer: "over, so 2026-11-16"),
    Case(
      name: "after one that was removed",
      former: former(500, since: "2026-06-01", until: "2026-09-07"), answer: "begins 2026-11-16"),
    Case(
      name: "from where one was removed", since: "2026-09-08",
      former: former(500, since: "2026-06-01", until: "2026-09-07"), answer: "begins 2026-09-07"),
    Case(
      name: "from before one was removed", since: "2026-09-06",
      former: former(500, since: "2026-06-01", until: "2026-09-07"),
      answer: "over, so 2026-11-16"),
    // The community's zone changed, and it is Sunday again.
    Case(
      name: "after one that has not begun", former: former(300, since: "2026-11-23"),
      answer: "begins 2026-11-23"),
    Case(
      name: "before one that has not begun", since: "2026-11-22",
      former: former(300, since: "2026-11-23"), answer: "over, so 2026-11-23"),
  ]

  @Test(arguments: cases)
  func `R28: a target begins with a whole period, and changes none that is over`(
    case testCase: Case
  ) throws {
    let answer: String
    do throws(Refusal) {
      let decision = try SetTarget.decide(
        SetTarget.Request(
          .views, testCase.frequency, value: Self.value(testCase.value),
          since: testCase.since.map(Self.day)),
        of: Cast.circle, after: testCase.former, by: .person(Cast.ada),
        today: Self.day(Case.today))
      switch decision {
      case .unchanged: answer = "unchanged"
      case .begin(let day): answer = "begins \(day)"
      }
    } catch {
      #expect(error.rule == .r28)
      let day = String((error.instead ?? "").dropLast(3).suffix(10))
      let because = error.because ?? ""
      answer =
        because.contains("past periods")
        ? "over, so \(day)"
        : because.contains("ten years") ? "not before \(day)" : "not later than \(day)"
    }
    #expect(answer == testCase.answer)
  }

  @Test(
    arguments: [
      (TargetFrequency.daily, "2026-09-07", "2026-11-22"),
      (.weekly, "2026-09-07", "2026-11-16"),
      (.monthly, "2026-09-01", "2026-11-01"),
      (.quarterly, "2026-07-01", "2026-10-01"),
      // It never held.
      (.weekly, "2026-11-16", "2026-11-16"),
      (.weekly, "2026-11-23", "2026-11-23"),
    ])
  func `R28: a target that is removed does not hold for the current period any more`(
    frequency: TargetFrequency, since: String, end: String
  ) throws {
    let found = try RemoveTarget.decide(
      Self.former(500, since: since), frequency, of: Cast.circle, by: .operator,
      today: Self.day(Case.today))
    #expect(found == Self.day(end))
  }

  @Test func `a target is from 1 to a thousand million`() throws {
    for number in [1, 500, 1_000_000_000] { #expect(try TargetValue(number).number == number) }
    for number in [Int.min, -1, 0, 1_000_000_001, .max] {
      #expect(throws: InvalidValue(.targetValue, .outOfRange)) { try TargetValue(number) }
    }
  }

  @Test func `the periods of a frequency are days, weeks, months and quarters`() {
    #expect(TargetFrequency.allCases.map(\.grain) == [.day, .week, .month, .quarter])
    for grain in Grain.allCases {
      #expect(TargetFrequency(grain)?.grain == (grain == .hour || grain == .year ? nil : grain))
    }
  }
}
