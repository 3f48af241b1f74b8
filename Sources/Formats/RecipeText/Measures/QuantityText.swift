public import RecipeModel

/// Amounts as recipes write them: `1 1/2`, `½`, `1½`, `0,75`, `2-3`, `2 to 3`.
public enum QuantityText {
  /// Reads the amount that the text starts with, and says where the rest begins.
  ///
  /// A comma before three digits groups thousands unless the number starts with 0; any other
  /// comma is a decimal comma. `1-1/2` is one and a half, as American files mean it. A number
  /// that is part of a word (`7-Up`) or a percentage (`2% milk`) is no amount.
  public static func prefix(of bytes: TextBytes) -> (quantity: Quantity, end: Int)? {
    var scanner = ByteScanner(bytes)
    guard let quantity = scanner.scanQuantity() else { return nil }
    return (quantity, scanner.position)
  }

  /// Reads a text that is nothing but an amount.
  public static func whole(_ text: String) -> Quantity? {
    var text = text
    return text.withUTF8 { bytes in
      let bytes = bytes.trimmed()
      guard let (quantity, end) = prefix(of: bytes), end == bytes.count else { return nil }
      return quantity
    }
  }
}

extension ByteScanner {
  /// Reads a number or a range here; stays where it is when there is none.
  mutating func scanQuantity() -> Quantity? {
    let start = position
    guard let lower = scanMixedNumber() else { return nil }
    guard !isPartOfWord else {
      position = start
      return nil
    }
    let afterLower = position
    if skipRangeMark(), let upper = scanMixedNumber(), upper >= lower, !isPartOfWord {
      return Quantity(lower, upTo: upper)
    }
    position = afterLower
    return Quantity(lower)
  }

  /// Whether what stands here ties the number before it to a word or makes it a share.
  private var isPartOfWord: Bool {
    switch peek() {
    case UInt8(ascii: "%"): true
    case UInt8(ascii: "-"):
      // Of the characters beyond ASCII, fractions and dashes start no word.
      Byte.isLetter(peek(1)) && peek(1) != 0xC2 && peek(1) != 0xE2
        && !UnitTable.shared.startsUnit(self, at: position + 1)
    default: false
    }
  }

  /// Passes a dash or a word that joins the ends of a range.
  private mutating func skipRangeMark() -> Bool {
    let hadSpace = peek() == Byte.space
    skipSpaces()
    if skip(UInt8(ascii: "-")) || skip("\u{2013}") || skip("\u{2014}") || skip("~") {
      skipSpaces()
      return true
    }
    guard hadSpace else { return false }
    let word = wordRange()
    guard !word.isEmpty, MeasureWords.rangeMarks.contains(bytes.part(word)) else { return false }
    position = word.upperBound
    guard skip(Byte.space) else { return false }
    skipSpaces()
    return true
  }

  /// Reads a whole number with a fraction behind it, or either alone.
  private mutating func scanMixedNumber() -> Double? {
    if let fraction = scanVulgarFraction() { return fraction }
    let start = position
    guard let whole = scanDecimal() else { return nil }
    if let denominator = scanDenominator() {
      guard whole.isInteger, denominator > 0 else {
        position = start
        return nil
      }
      return whole.value / denominator
    }
    guard whole.isInteger else { return whole.value }
    return whole.value + (scanAddedFraction() ?? 0)
  }

  /// Reads the fraction of `1 1/2`, `1-1/2`, `1 & 1/2`, `1½` or `1 ½`.
  private mutating func scanAddedFraction() -> Double? {
    let start = position
    if let fraction = scanVulgarFraction() { return fraction }
    if !skip(UInt8(ascii: "-")) {
      guard skip(Byte.space) else { return nil }
      skipSpaces()
      if skip("& ") || skip("and ") || skip("und ") || skip("et ") || skip("y ") || skip("e ") {
        skipSpaces()
      }
    }
    if let fraction = scanVulgarFraction() { return fraction }
    if let numerator = scanDecimal(), numerator.isInteger, let denominator = scanDenominator(),
      denominator > numerator.value
    {
      return numerator.value / denominator
    }
    position = start
    return nil
  }

  /// Reads `/2`, with the fraction slash too.
  private mutating func scanDenominator() -> Double? {
    let start = position
    if skip(UInt8(ascii: "/")) || skip("\u{2044}"), Byte.isDigit(peek()),
      let denominator = scanDecimal(), denominator.isInteger
    {
      return denominator.value
    }
    position = start
    return nil
  }

  /// Reads digits with a decimal point or comma; refuses more digits than a double holds.
  private mutating func scanDecimal() -> (value: Double, isInteger: Bool)? {
    let start = position
    var value = scanDigits()
    let digits = position - start
    let mark = peek()
    guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: ","), Byte.isDigit(peek(1)) else {
      return (1...15).contains(digits) ? (value, true) : nil
    }
    guard digits > 0 || mark == UInt8(ascii: ".") else { return nil }
    let startsWithZero = digits > 0 && bytes[start] == UInt8(ascii: "0")
    position += 1
    let fractionStart = position
    let fraction = scanDigits()
    let fractionDigits = position - fractionStart
    guard digits + fractionDigits <= 15 else {
      position = start
      return nil
    }
    if mark == UInt8(ascii: ","), fractionDigits == 3, !startsWithZero, digits <= 3 {
      return (value * 1000 + fraction, true)
    }
    var scale = 1.0
    for _ in 0..<fractionDigits { scale *= 10 }
    value += fraction / scale
    return (value, false)
  }

  private mutating func scanDigits() -> Double {
    var value = 0.0
    while Byte.isDigit(peek()) {
      value = value * 10 + Double(peek() - 0x30)
      position += 1
    }
    return value
  }

  /// Reads one of `¼` to `⅞`.
  private mutating func scanVulgarFraction() -> Double? {
    switch (peek(), peek(1)) {
    case (0xC2, 0xBC...0xBE):
      let fraction = Double(peek(1) - 0xBB) / 4
      position += 2
      return fraction
    case (0xE2, 0x85):
      let index = Int(peek(2)) - 0x90
      guard MeasureWords.vulgarFractions.indices.contains(index) else { return nil }
      position += 3
      return MeasureWords.vulgarFractions[index]
    default: return nil
    }
  }
}
