/// The words around numbers, in English, German, French, Spanish and Italian.
enum MeasureWords {
  /// Joins the ends of a range.
  static let rangeMarks = WordTable([
    "to", "or", "bis", "oder", "à", "a", "ou", "o", "through",
  ])

  /// Says that a number is not exact; it stands before it.
  static let approximations = WordTable([
    "about", "approximately", "approx", "around", "roughly", "circa", "ca", "c.a", "etwa",
    "ungefähr", "env", "environ", "aprox", "aproximadamente", "unos", "unas", "generous",
    "scant", "heaping", "heaped", "rounded", "level", "gut", "gute", "gestrichen", "gestrichene",
    "gestrichener", "gehäuft", "gehäufte", "gehäufter",
  ])

  /// Numbers written as words, by their values in quarters.
  static let numbers = WordTable(
    quarters([
      (1, "quarter viertel"),
      (2, "half halbe halber halbes halben demi demie medio media mezzo mezza"),
      (4, "a an one ein eine einen einer eines un une una uno"),
      (8, "two zwei deux dos due"), (12, "three drei trois tres tre"),
      (16, "four vier quatre cuatro quattro"), (20, "five fünf cinq cinco cinque"),
      (24, "six sechs seis sei"), (28, "seven sieben sept siete sette"),
      (32, "eight acht huit ocho otto"), (36, "nine neun neuf nueve nove"),
      (40, "ten zehn dix diez dieci"), (48, "twelve zwölf douze doce dodici"),
    ]))

  /// U+2150 to U+215E.
  static let vulgarFractions: [Double] = [
    1 / 7, 1 / 9, 1 / 10, 1 / 3, 2 / 3, 1 / 5, 2 / 5, 3 / 5, 4 / 5, 1 / 6, 5 / 6, 1 / 8, 3 / 8,
    5 / 8, 7 / 8,
  ]

  private static func quarters(_ rows: [(Int, String)]) -> [(word: String, value: Int)] {
    rows.flatMap { row in row.1.split(separator: " ").map { (String($0), row.0) } }
  }
}
