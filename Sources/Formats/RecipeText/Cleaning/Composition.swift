/// Whether text is in Unicode normalization form C, decided quickly.
enum Composition {
  /// Says whether the text is surely NFC; false means that it has to be normalized to know.
  ///
  /// After the quick check of UAX #15, by blocks in which every character that is let through
  /// neither combines nor decomposes. Every such character is tested.
  static func isSurelyComposed(_ bytes: TextBytes) -> Bool {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        index += 1
        continue
      }
      let second = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch byte {
      case 0xC2...0xCB, 0xCF, 0xD0, 0xD1: index += 2
      case 0xCE where second != 0x87: index += 2
      case 0xE2 where isComposedSymbol(second), 0xE4...0xE9: index += 3
      case 0xF0 where second == 0x9F: index += 4
      default: return false
      }
    }
    return true
  }

  /// U+2040 to U+27FF and the like, by the second byte; blocks with exceptions left out.
  private static func isComposedSymbol(_ second: UInt8) -> Bool {
    switch second {
    case 0x80, 0x81, 0x82, 0x85...0x8B, 0x90...0x9F: true
    default: false
    }
  }
}
