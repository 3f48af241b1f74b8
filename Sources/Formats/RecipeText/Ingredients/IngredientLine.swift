public import RecipeModel

/// One line of an ingredient list, taken apart.
public enum IngredientLine {
  /// Reads a clean line; the line itself stays in `text`.
  ///
  /// Before the item may stand an approximation, an amount, a parenthesis (which goes to the
  /// note) and a unit. What follows a comma, a spaced dash or stands in parentheses is the
  /// note. A unit that nothing follows is the item (`2 cloves`).
  public static func ingredient(_ line: String) -> Ingredient {
    var ingredient = Ingredient(text: line)
    var copy = line
    copy.withUTF8 { bytes in
      guard bytes.count <= longestLine else { return }
      var reading = Reading(bytes)
      reading.run(into: &ingredient)
    }
    return ingredient
  }

  /// A longer line, in bytes, is text that got among the ingredients; it is kept whole.
  private static let longestLine = 2000

  private struct Reading {
    var scanner: ByteScanner
    /// What goes to the note, in order; almost always one range at most.
    var firstNote: Range<Int>?
    var laterNotes: [Range<Int>] = []

    init(_ bytes: TextBytes) {
      scanner = ByteScanner(bytes)
    }

    mutating func run(into ingredient: inout Ingredient) {
      skipBullet()
      let start = scanner.position
      ingredient.quantity = scanAmount()
      takeParentheses()
      let beforeUnit = scanner.position
      if let unit = UnitTable.shared.unit(scanner), ingredient.quantity != nil || isNoun(unit) {
        scanner.position = unit.end
        takeParentheses()
        skipConnector()
        if scanner.isAtEnd || scanner.peek() == UInt8(ascii: ",") {
          scanner.position = beforeUnit
        } else {
          ingredient.unit = scanner.bytes.part(unit.shown).string
        }
      }
      takeItem(into: &ingredient, lineStart: start)
    }

    /// Without an amount only a word before `of` and its like is a unit: `pinch of salt`.
    private func isNoun(_ unit: (shown: Range<Int>, end: Int)) -> Bool {
      var rest = scanner
      rest.position = unit.end
      rest.skipSpaces()
      let after = rest.position
      IngredientLine.skipConnector(&rest)
      return rest.position > after && unit.shown.count > 2
    }

    private mutating func skipBullet() {
      if scanner.skip("- ") || scanner.skip("* ") || scanner.skip("\u{2022}")
        || scanner.skip("\u{25A2}") || scanner.skip("\u{25A1}") || scanner.skip("\u{2610}")
      {
        scanner.skipSpaces()
      }
    }

    private mutating func scanAmount() -> Quantity? {
      let start = scanner.position
      if Byte.isLetter(scanner.peek()), let approximation = approximationEnd() {
        scanner.position = approximation
      }
      if let quantity = scanner.scanQuantity() {
        return close(quantity, from: start)
      }
      if Byte.isLetter(scanner.peek()), let quantity = scanNumberWord() { return quantity }
      scanner.position = start
      return nil
    }

    /// Accepts an amount that a space, a parenthesis or a unit follows: not `7up`.
    private mutating func close(_ quantity: Quantity, from start: Int) -> Quantity? {
      if scanner.peek() == UInt8(ascii: "-") { scanner.position += 1 }
      if Byte.isLetter(scanner.peek()), UnitTable.shared.unit(scanner) == nil,
        !(Byte.lowercased(scanner.peek()) == UInt8(ascii: "x") && !Byte.isLetter(scanner.peek(1)))
      {
        scanner.position = start
        return nil
      }
      scanner.skipSpaces()
      if Byte.lowercased(scanner.peek()) == UInt8(ascii: "x"), scanner.peek(1) == Byte.space {
        scanner.position += 2
      } else if scanner.skip("\u{D7} ") {
        // The sign of multiplication, as in `2 × 400 g`.
      }
      return quantity
    }

    private func approximationEnd() -> Int? {
      let word = scanner.wordRange()
      guard MeasureWords.approximations.contains(scanner.bytes.part(word)) else { return nil }
      var rest = ByteScanner(scanner.bytes, at: word.upperBound)
      _ = rest.skip(UInt8(ascii: "."))
      rest.skipSpaces()
      return rest.isAtEnd ? nil : rest.position
    }

    /// Reads `one` in `one cup`; without a unit behind it the word belongs to the item.
    private mutating func scanNumberWord() -> Quantity? {
      let word = scanner.wordRange()
      guard word.count < 12, let quarters = MeasureWords.numbers.value(of: scanner.bytes.part(word))
      else { return nil }
      var rest = ByteScanner(scanner.bytes, at: word.upperBound)
      guard rest.skip(Byte.space), UnitTable.shared.unit(rest) != nil else { return nil }
      scanner.position = rest.position
      return Quantity(Double(quarters) / 4)
    }

    private mutating func skipConnector() {
      scanner.skipSpaces()
      IngredientLine.skipConnector(&scanner)
    }

    /// Moves the parentheses that stand here to the note.
    private mutating func takeParentheses() {
      scanner.skipSpaces()
      while scanner.peek() == UInt8(ascii: "("),
        let end = IngredientLine.closing(scanner.bytes, from: scanner.position)
      {
        addNote(scanner.position + 1..<end)
        scanner.position = end + 1
        scanner.skipSpaces()
      }
    }

    private mutating func takeItem(into ingredient: inout Ingredient, lineStart: Int) {
      let bytes = scanner.bytes
      let start = scanner.position
      var end = start
      while end < bytes.count, !startsNote(at: end) { end += 1 }
      let item = bytes.part(start..<end).trimmed()
      takeNotes(from: end)
      if item.isEmpty {
        ingredient.item = nil
      } else {
        ingredient.item = item.count == bytes.count ? ingredient.text : item.string
      }
      ingredient.note = note
      if let note = ingredient.note { ingredient.isOptional = IngredientLine.saysOptional(note) }
    }

    private func startsNote(at index: Int) -> Bool {
      let bytes = scanner.bytes
      switch bytes[index] {
      case UInt8(ascii: "("): return true
      case UInt8(ascii: ","):
        let isDecimal =
          index > 0 && Byte.isDigit(bytes[index - 1]) && index + 1 < bytes.count
          && Byte.isDigit(bytes[index + 1])
        return !isDecimal
      case Byte.space: return dashLength(at: index) > 0
      default: return false
      }
    }

    /// The length of a spaced dash at an index; 0 when there is none.
    private func dashLength(at index: Int) -> Int {
      let rest = ByteScanner(scanner.bytes, at: index + 1)
      if rest.peek() == UInt8(ascii: "-") {
        if rest.peek(1) == Byte.space { return 3 }
        return rest.peek(1) == UInt8(ascii: "-") && rest.peek(2) == Byte.space ? 4 : 0
      }
      let isWide = rest.peek() == 0xE2 && rest.peek(1) == 0x80
      return isWide && (0x93...0x94).contains(rest.peek(2)) && rest.peek(3) == Byte.space ? 5 : 0
    }

    private mutating func takeNotes(from start: Int) {
      let bytes = scanner.bytes
      var index = start
      while index < bytes.count {
        if bytes[index] == UInt8(ascii: "("), let end = IngredientLine.closing(bytes, from: index) {
          addNote(index + 1..<end)
          index = end + 1
          continue
        }
        if bytes[index] == UInt8(ascii: ",") || bytes[index] == UInt8(ascii: "(") {
          index += 1
        } else if bytes[index] == Byte.space {
          index += max(1, dashLength(at: index))
          continue
        }
        let noteStart = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "(") { index += 1 }
        addNote(noteStart..<index)
      }
    }

    private mutating func addNote(_ range: Range<Int>) {
      let bytes = scanner.bytes
      var range = range
      while let first = range.first, bytes[first] == Byte.space || bytes[first] == 0x2C {
        range = first + 1..<range.upperBound
      }
      while let last = range.last, bytes[last] == Byte.space || bytes[last] == 0x2C {
        range = range.lowerBound..<last
      }
      guard !range.isEmpty else { return }
      if firstNote == nil { firstNote = range } else { laterNotes.append(range) }
    }

    private var note: String? {
      guard let firstNote else { return nil }
      let first = scanner.bytes.part(firstNote).string
      guard !laterNotes.isEmpty else { return first }
      return laterNotes.reduce(into: first) { $0 += "; " + scanner.bytes.part($1).string }
    }
  }

  /// The index of the parenthesis that closes the one at `start`, nesting counted.
  private static func closing(_ bytes: TextBytes, from start: Int) -> Int? {
    var depth = 0
    for index in start..<bytes.count {
      if bytes[index] == UInt8(ascii: "(") { depth += 1 }
      if bytes[index] == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  /// Passes `of`, `de`, `d'` and their like between a unit and what it measures.
  private static func skipConnector(_ scanner: inout ByteScanner) {
    let start = scanner.position
    if scanner.skip("d'") || scanner.skip("d\u{2019}") { return }
    if scanner.skip("of ") || scanner.skip("de ") || scanner.skip("di ") || scanner.skip("du ")
      || scanner.skip("des ") || scanner.skip("von ") || scanner.skip("del ")
    {
      scanner.skipSpaces()
      if scanner.isAtEnd { scanner.position = start }
    }
  }

  private static let optionalWords = WordTable([
    "optional", "facultatif", "facultative", "opcional", "facoltativo", "facoltativa", "optionnel",
    "optionnelle", "opzionale",
  ])

  private static func saysOptional(_ note: String) -> Bool {
    var note = note
    return note.withUTF8 { bytes in
      var scanner = ByteScanner(bytes)
      while !scanner.isAtEnd {
        let word = scanner.wordRange()
        if word.isEmpty {
          scanner.position += 1
        } else {
          if word.count >= 8, optionalWords.contains(bytes.part(word)) { return true }
          scanner.position = word.upperBound
        }
      }
      return false
    }
  }
}
