import RecipeModel
import RecipeText
import TestKit
import Testing

struct QuantityTests {
  @Test(
    arguments: [
      ("1", 1, nil), ("1/2", 0.5, nil), ("1 1/2", 1.5, nil), ("½", 0.5, nil), ("1½", 1.5, nil),
      ("1 ½", 1.5, nil), ("0.75", 0.75, nil), (".5", 0.5, nil), ("0,75", 0.75, nil),
      ("3/16", 0.1875, nil), ("1-1/2", 1.5, nil), ("1 & 1/2", 1.5, nil), ("1 and 1/2", 1.5, nil),
      ("1\u{2044}4", 0.25, nil), ("2⅓", 2 + 1.0 / 3, nil), ("⅞", 0.875, nil),
      ("1,000", 1000, nil), ("0,125", 0.125, nil), ("1,5", 1.5, nil), ("12,50", 12.5, nil),
      ("2-3", 2, 3), ("2 - 3", 2, 3), ("2–3", 2, 3), ("2 to 3", 2, 3), ("2 bis 3", 2, 3),
      ("2 à 3", 2, 3), ("2 or 3", 2, 3), ("1/2-3/4", 0.5, 0.75), ("1½–2", 1.5, 2),
      ("1 1/2 to 2 1/2", 1.5, 2.5), ("1-½", 1.5, nil), ("4-4", 4, 4),
    ] as [(String, Double, Double?)])
  func `an amount is read`(text: String, lower: Double, upper: Double?) {
    #expect(QuantityText.whole(text) == Quantity(lower, upTo: upper))
  }

  @Test(arguments: [
    "", "a few", "to taste", "1/0", "3-2", "-1", "7-Up", "2%", "1/", "/2", "one", "1 1/2 cups",
    "1111111111111111", "1.0000000000000001", ",5",
  ])
  func `what is no amount alone is refused`(text: String) {
    #expect(QuantityText.whole(text) == nil)
  }

  @Test(arguments: 0..<50)
  func `every mixed number survives its spelling`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let whole = Int.random(in: 1...400, using: &generator)
    let denominator = Int.random(in: 2...64, using: &generator)
    let numerator = Int.random(in: 1..<denominator, using: &generator)
    let value = Double(whole) + Double(numerator) / Double(denominator)
    #expect(QuantityText.whole("\(whole) \(numerator)/\(denominator)") == Quantity(value))
    #expect(QuantityText.whole("\(whole)-\(numerator)/\(denominator)") == Quantity(value))
  }
}

struct DurationTests {
  @Test(
    arguments: [
      ("PT1H30M", 90), ("P0DT0H30M", 30), ("PT4200S", 70), ("P1D", 1440), ("P1W", 10_080),
      ("PT0D0H30M", 30), ("P30M", 30), ("PTHM", nil), ("PTH30MS", 30), ("PT1HMS", 60),
      ("PTundefinedM", nil), ("PTNaNM", nil), ("PT-475323H41M52S", nil), ("PT0S", 0),
      ("PT90S", 2), ("PT10S", 1), ("PT1.5H", 90), ("pt20m", 20), ("P", nil), ("PT", nil),
      ("PT1440H", 86_400), ("PT1441H", nil), ("-PT5M", nil),
      ("1:30", 90), ("0:45", 45), ("01:15:30", 76), ("1:75", nil), ("12:", nil),
      ("90 min", 90), ("90", 90), ("1 hr 20 mins", 80), ("2 Stunden (plus Kühlzeiten)", 120),
      ("1 hour to 4 hours", 240), ("25-30 minutes", 30), ("25mn", 25), ("2 days", 2880),
      ("35 minuti", 35), ("1h30", 90), ("1 h 30", 90), ("1 1/2 hours", 90), ("½ hour", 30),
      ("half an hour", 30), ("an hour", 60), ("eine halbe Stunde", 30), ("une demi-heure", 30),
      ("media hora", 30), ("1 heure et 10 minutes", 70), ("2 horas y 5 minutos", 125),
      ("45'", 45), ("1 - 2 Std.", 120), ("1 hour - 90 minutes", 90), ("overnight", nil),
      ("1 hour plus 2 hours chilling", 180), ("-5 minutes", nil), ("61 days", nil), ("", nil),
      ("1 ora e 20 minuti", 80), ("20 min 30 s", 21), ("4 servings", nil),
      ("1 hour 15", 75), ("Prep: 10 min", 10), ("one and a half hours", 90),
      ("an hour and a half", 90),
      ("2 and a half hours", 150), ("two hours", 120),
    ] as [(String, Int?)])
  func `a time is read into minutes`(text: String, minutes: Int?) {
    #expect(DurationText.minutes(in: text) == minutes)
  }

  @Test func `the text of a time is kept whatever it says`() {
    #expect(DurationText.span("overnight") == TimeSpan(text: "overnight", minutes: nil))
    #expect(DurationText.span("") == nil)
    #expect(DurationText.span(minutes: 25) == TimeSpan(text: "25 min", minutes: 25))
    #expect(DurationText.span(minutes: -1) == nil)
    #expect(DurationText.span(minutes: .nan) == nil)
  }
}

struct YieldTests {
  @Test(
    arguments: [
      ("4", 4, nil, nil), ("Serves 6 to 8", 6, 8, "servings"),
      ("Yield: 4 servings", 4, nil, "servings"), ("Servings: 4-6", 4, 6, "servings"),
      ("16 brownies", 16, nil, "brownies"), ("1 Kuchen", 1, nil, "Kuchen"),
      ("2-3 dozen", 2, 3, "dozen"), ("Makes about 2 cups", 2, nil, "cups"),
      ("Für 4 Personen", 4, nil, "Personen"), ("one loaf", 1, nil, "loaf"),
      ("½ litre", 0.5, nil, "litre"), ("4 servings (2 each)", 4, nil, "servings"),
      ("makes 1 9-inch pie", 1, nil, nil), ("4-serving dish", 4, nil, "serving dish"),
    ] as [(String, Double, Double?, String?)])
  func `a yield is read`(text: String, lower: Double, upper: Double?, unit: String?) {
    #expect(
      YieldText.yield(text)
        == Yield(text: text, amount: Quantity(lower, upTo: upper), unit: unit))
  }

  @Test(arguments: ["0", "crowd", "one", "many"])
  func `a yield without an amount keeps its text`(text: String) {
    #expect(YieldText.yield(text) == Yield(text: text))
  }

  @Test func `no text is no yield`() {
    #expect(YieldText.yield("") == nil)
  }
}
