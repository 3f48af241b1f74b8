import RecipeModel

/// Durations in words: `1 hr 20 mins`, `2 Stunden (plus Kühlzeiten)`, `une demi-heure`.
enum FreeDuration {
  /// Adds up the parts of a text; nil when it names no time.
  static func seconds(_ bytes: TextBytes) -> Double? {
    var reading = Reading(bytes)
    return reading.run()
  }

  private struct Reading {
    var scanner: ByteScanner
    /// The sum before the last range mark, the sum since, and the number without a unit yet.
    var before: Double?
    var sum: Double?
    var number: Double?
    /// The unit last read, which `1h30` goes one below.
    var lastUnit = 0.0
    /// Whether `and` stands between the number and what comes: `two and a half hours`.
    var isAdding = false

    init(_ bytes: TextBytes) {
      scanner = ByteScanner(bytes)
    }

    mutating func run() -> Double? {
      guard scanner.peek() != UInt8(ascii: "-") else { return nil }
      while !scanner.isAtEnd {
        let byte = scanner.peek()
        if byte == UInt8(ascii: "(") {
          skipParentheses()
        } else if byte == UInt8(ascii: "-"), Byte.isDigit(scanner.peek(1)), sum == nil {
          return nil
        } else if let quantity = scanner.scanQuantity() {
          closeNumber()
          number = quantity.upper ?? quantity.lower
          // A clock time amid other text, or half of one.
          if scanner.peek() == UInt8(ascii: ":") { return nil }
        } else if byte == UInt8(ascii: "'") {
          take(unit: 60)
          scanner.position += 1
        } else if Byte.isLetter(byte) {
          let word = scanner.wordRange()
          scanner.position = word.upperBound
          takeWord(scanner.bytes.part(word))
        } else {
          if byte == UInt8(ascii: "-"), number == nil { startUpperEnd() }
          scanner.position += 1
        }
      }
      if sum == nil, before == nil, let number, lastUnit == 0 { return number * 60 }
      closeNumber()
      guard let sum else { return before }
      return max(sum, before ?? 0)
    }

    private mutating func takeWord(_ word: TextBytes) {
      if let unit = FreeDuration.units.value(of: word) {
        take(unit: Double(unit))
      } else if number == nil, isBeforeDigit, MeasureWords.rangeMarks.contains(word) {
        startUpperEnd()
      } else if let quarters = MeasureWords.numbers.value(of: word) {
        takeNumberWord(Double(quarters) / 4)
      } else if FreeDuration.joints.contains(word) {
        isAdding = number != nil
      } else if sum == nil || lastUnit == 0 {
        number = nil
      }
    }

    private var isBeforeDigit: Bool {
      scanner.peek() == Byte.space && Byte.isDigit(scanner.peek(1))
    }

    /// `half an hour` and `eine halbe Stunde` are 0.5, `one and a half` is 1.5.
    private mutating func takeNumberWord(_ value: Double) {
      guard let open = number else {
        number = value
        return
      }
      guard value < 1 else { return }
      if isAdding {
        number = open + value
      } else if open == 1 {
        number = value
      }
      isAdding = false
    }

    private mutating func take(unit: Double) {
      guard let value = number ?? (sum == nil && before == nil ? nil : 0) else { return }
      sum = (sum ?? 0) + value * unit
      lastUnit = unit
      number = nil
      isAdding = false
    }

    /// A number behind hours without a unit is minutes, or a part of an hour when it is below
    /// one (`an hour and a half`); behind anything else it says nothing.
    private mutating func closeNumber() {
      if let open = number, lastUnit == 3600 { sum = (sum ?? 0) + open * (open < 1 ? 3600 : 60) }
      number = nil
    }

    private mutating func startUpperEnd() {
      guard let sum else { return }
      before = max(before ?? 0, sum)
      self.sum = nil
    }

    private mutating func skipParentheses() {
      while !scanner.isAtEnd, scanner.peek() != UInt8(ascii: ")") { scanner.position += 1 }
    }
  }

  /// Words that join the parts of one time.
  private static let joints = WordTable(["and", "und", "et", "y", "e"])

  /// Units of time by their seconds.
  private static let units: WordTable = {
    let rows: [(Int, String)] = [
      (1, "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos"),
      (1, "secondo secondi"),
      (60, "m min mins minute minutes minuten mn minuto minutos minuti minutt minuter"),
      (3600, "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore"),
      (86_400, "d day days tag tage tagen jour jours día días dia dias giorno giorni"),
      (604_800, "w wk wks week weeks woche wochen semaine semaines semana semanas settimana"),
      (604_800, "settimane"),
    ]
    return WordTable(
      rows.flatMap { row in row.1.split(separator: " ").map { (String($0), row.0) } })
  }()
}
