public import RecipeModel

/// How much a recipe makes, as recipes write it: `4`, `Serves 6 to 8`, `16 brownies`.
public enum YieldText {
  /// Reads a clean text; nil when it is empty.
  ///
  /// The amount is the first number; 0 means unknown. The unit is what follows it up to a mark
  /// or a parenthesis, or `servings` where only a word like `Serves` stands before it.
  public static func yield(_ text: String) -> Yield? {
    guard !text.isEmpty else { return nil }
    var result = Yield(text: text)
    var copy = text
    copy.withUTF8 { bytes in
      read(bytes.part(0..<min(bytes.count, longestText)), into: &result)
    }
    return result
  }

  /// How much of a text is looked at, in bytes.
  private static let longestText = 300
  private static let longestUnit = 60
  private static let servingWords = WordTable([
    "serves", "servings", "serving", "feeds", "portions", "portionen", "pour", "für", "per",
    "personen", "personnes", "personas", "persone", "porciones", "porzioni", "raciones",
  ])

  private static func read(_ bytes: TextBytes, into result: inout Yield) {
    var scanner = ByteScanner(bytes)
    var countsServings = false
    while !scanner.isAtEnd {
      if Byte.isLetter(scanner.peek()), !startsFraction(scanner) {
        let word = scanner.wordRange()
        if servingWords.contains(bytes.part(word)) { countsServings = true }
        if let dozen = numberWord(bytes.part(word), in: scanner, at: word.upperBound) {
          result.amount = Quantity(dozen)
          scanner.position = word.upperBound
          result.unit = unit(&scanner)
          return
        }
        scanner.position = word.upperBound
      } else if let quantity = scanner.scanQuantity() {
        guard quantity.upper ?? quantity.lower > 0 else { return }
        result.amount = quantity
        result.unit = unit(&scanner) ?? (countsServings ? "servings" : nil)
        return
      } else {
        scanner.position += 1
      }
    }
  }

  /// Whether `½` and its like stand here, whose bytes look like letters.
  private static func startsFraction(_ scanner: ByteScanner) -> Bool {
    var scanner = scanner
    return scanner.peek() >= 0x80 && scanner.scanQuantity() != nil
  }

  /// The value of `one` in `one loaf`; a word at the end counts nothing.
  private static func numberWord(
    _ word: TextBytes, in scanner: ByteScanner, at end: Int
  ) -> Double? {
    guard scanner.position == 0, end < scanner.bytes.count, scanner.bytes[end] == Byte.space,
      let quarters = MeasureWords.numbers.value(of: word)
    else { return nil }
    var rest = ByteScanner(scanner.bytes, at: end)
    rest.skipSpaces()
    return Byte.isLetter(rest.peek()) ? Double(quarters) / 4 : nil
  }

  private static func unit(_ scanner: inout ByteScanner) -> String? {
    scanner.skipSpaces()
    if scanner.peek() == UInt8(ascii: "-") { scanner.position += 1 }
    let start = scanner.position
    while !scanner.isAtEnd, !"(),;:./\n".utf8.contains(scanner.peek()) {
      scanner.position += 1
    }
    let unit = scanner.bytes.part(start..<scanner.position).trimmed()
    guard let first = unit.first, Byte.isLetter(first), unit.count <= longestUnit else {
      return nil
    }
    return unit.string
  }
}
