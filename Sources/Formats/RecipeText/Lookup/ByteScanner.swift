/// A position in the bytes of one text.
struct ByteScanner {
  let bytes: TextBytes
  var position: Int

  init(_ bytes: TextBytes, at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The byte at an offset from here; 0 beyond the end.
  @inline(__always)
  func peek(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard !isAtEnd, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Skips the text, which is not empty, if it stands here, ASCII letters in either case.
  @inline(__always)
  mutating func skip(_ text: StaticString) -> Bool {
    // Mostly the first byte decides.
    guard Byte.lowercased(peek()) == Byte.lowercased(text.utf8Start[0]) else { return false }
    return skipRest(text)
  }

  private mutating func skipRest(_ text: StaticString) -> Bool {
    guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    for offset in 0..<wanted.count
    where Byte.lowercased(bytes[position + offset]) != Byte.lowercased(wanted[offset]) {
      return false
    }
    position += wanted.count
    return true
  }

  mutating func skipSpaces() {
    while !isAtEnd, bytes[position] == Byte.space { position += 1 }
  }

  /// The run of letters from here, combined characters and inner apostrophes included.
  func wordRange() -> Range<Int> {
    var end = position
    while end < bytes.count, Byte.isLetter(bytes[end]) { end += 1 }
    return position..<end
  }
}
