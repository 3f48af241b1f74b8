/// ISO 8601 durations, with the damage that real pages show.
enum ISODuration {
  /// Reads the seconds of `PT1H30M` and its like; nil when no part has a number.
  ///
  /// `D` may follow `T`, parts may lack their number (`PTH30M`), and `M` before `T` means
  /// minutes, because no recipe takes months. A sign, or a word in place of a number
  /// (`PTNaNM`), makes the whole unreadable.
  static func seconds(_ bytes: TextBytes) -> Double? {
    var scanner = ByteScanner(bytes, at: 1)
    var total = 0.0
    var parts = 0
    while !scanner.isAtEnd {
      if scanner.skip("T") || scanner.skip(Byte.space) { continue }
      let number = number(&scanner)
      guard let unit = unitSeconds(scanner.peek()) else { return nil }
      scanner.position += 1
      if let number {
        total += number * unit
        parts += 1
      }
    }
    return parts > 0 ? total : nil
  }

  private static func unitSeconds(_ letter: UInt8) -> Double? {
    switch Byte.lowercased(letter) {
    case UInt8(ascii: "w"): 7 * 86_400
    case UInt8(ascii: "d"): 86_400
    case UInt8(ascii: "h"): 3600
    case UInt8(ascii: "m"): 60
    case UInt8(ascii: "s"): 1
    case UInt8(ascii: "y"): 365 * 86_400
    default: nil
    }
  }

  private static func number(_ scanner: inout ByteScanner) -> Double? {
    guard Byte.isDigit(scanner.peek()) else { return nil }
    var value = 0.0
    var scale = 0.0
    while true {
      let byte = scanner.peek()
      if Byte.isDigit(byte) {
        if scale == 0 {
          value = value * 10 + Double(byte - 0x30)
        } else {
          value += Double(byte - 0x30) * scale
          scale /= 10
        }
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","), scale == 0 {
        scale = 0.1
      } else {
        return value
      }
      scanner.position += 1
    }
  }
}
