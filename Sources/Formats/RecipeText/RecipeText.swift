// What recipe texts mean: the one place where words, numbers and markup are understood.
//
// In: bytes of one text (a line, a paragraph, a whole file), as UTF-8 unless `TextDecoding` is
// asked first. Out: clean text, and the values of RecipeModel that could be read out of it:
// quantities, times, yields, ingredients, steps, tags. The text itself is always kept.
// Never here: files, formats, JSON, XML, or a fault. A text that says nothing gives nil.
//
// Every line of every recipe passes here, so the hot paths walk bytes, take a short cut for
// plain text, and build no string but the ones they return.

/// UTF-8 bytes that are only read, and only during the call.
public typealias TextBytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
  /// The bytes of a range, without a copy.
  func part(_ range: Range<Int>) -> TextBytes { TextBytes(rebasing: self[range]) }

  /// The bytes without spaces at either end.
  func trimmed() -> TextBytes {
    var start = 0
    var end = count
    while start < end, self[start] == Byte.space { start += 1 }
    while end > start, self[end - 1] == Byte.space { end -= 1 }
    return part(start..<end)
  }

  /// A string of these bytes; what is no UTF-8 becomes U+FFFD.
  var string: String { String(decoding: self, as: UTF8.self) }
}

/// The bytes that are looked for by name.
enum Byte {
  static let lineFeed: UInt8 = 0x0A
  static let space: UInt8 = 0x20
  static let ampersand: UInt8 = 0x26
  static let less: UInt8 = 0x3C
  static let greater: UInt8 = 0x3E

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Whether it is an ASCII letter or belongs to a character beyond ASCII.
  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
