/// Character references of HTML, unescaped.
enum HTMLEntities {
  /// Unescapes every reference in place, again and again until none is left.
  ///
  /// A reference to `&` is looked at together with what follows it, so text that was escaped
  /// many times over costs one pass. Unknown names stay as they are.
  static func unescape(_ buffer: inout [UInt8]) {
    for _ in 0..<passLimit where !pass(over: &buffer) { return }
  }

  /// References may still assemble out of pieces (`&am&#112;;`); nobody writes that often.
  private static let passLimit = 4
  /// The longest reference, from `&` to `;`.
  private static let longest = 26

  private static func pass(over buffer: inout [UInt8]) -> Bool {
    var read = 0
    var written = 0
    var changed = false
    buffer.withUnsafeMutableBufferPointer { bytes in
      while read < bytes.count {
        if bytes[read] == Byte.ampersand,
          let (codePoint, end) = reference(TextBytes(bytes), at: read)
        {
          changed = true
          if codePoint == UInt32(Byte.ampersand) {
            read = end - 1
            bytes[read] = Byte.ampersand
            // A bare ampersand has to be passed over, or it would be found again.
            if reference(TextBytes(bytes), at: read) != nil { continue }
            bytes[written] = Byte.ampersand
            written += 1
            read += 1
          } else {
            written = write(codePoint, to: bytes, at: written)
            read = end
          }
        } else {
          bytes[written] = bytes[read]
          written += 1
          read += 1
        }
      }
    }
    buffer.removeLast(buffer.count - written)
    return changed
  }

  /// Reads the reference that starts at an ampersand; nil when there is none.
  private static func reference(_ bytes: TextBytes, at start: Int) -> (UInt32, end: Int)? {
    var end = start + 1
    let limit = min(bytes.count, start + longest)
    while end < limit, bytes[end] != UInt8(ascii: ";") {
      guard Byte.isDigit(bytes[end]) || Byte.isLetter(bytes[end]) || bytes[end] == 0x23 else {
        return nil
      }
      end += 1
    }
    guard end < limit, end > start + 1 else { return nil }
    let name = bytes.part(start + 1..<end)
    guard name[0] == UInt8(ascii: "#") else {
      return HTMLEntityNames.table.value(of: name).map { (UInt32($0), end + 1) }
    }
    return number(name.part(1..<name.count)).map { ($0, end + 1) }
  }

  /// Reads `233` or `xE9`; numbers 128 to 159 mean Windows-1252, as browsers take them.
  private static func number(_ digits: TextBytes) -> UInt32? {
    let isHexadecimal = digits.count > 1 && Byte.lowercased(digits[0]) == UInt8(ascii: "x")
    let digits = isHexadecimal ? digits.part(1..<digits.count) : digits
    guard !digits.isEmpty, digits.count <= 8 else { return nil }
    var value: UInt32 = 0
    for digit in digits {
      let lower = Byte.lowercased(digit)
      if Byte.isDigit(digit) {
        value = value &* (isHexadecimal ? 16 : 10) &+ UInt32(digit - 0x30)
      } else if isHexadecimal, (0x61...0x66).contains(lower) {
        value = value &* 16 &+ UInt32(lower - 0x61 + 10)
      } else {
        return nil
      }
    }
    if (0x80...0x9F).contains(value) { return Windows1252.codePoint(of: UInt8(value)) }
    return Unicode.Scalar(value) == nil ? 0xFFFD : value
  }

  /// Writes a code point as UTF-8; no reference is shorter than what it stands for.
  private static func write(
    _ codePoint: UInt32, to bytes: UnsafeMutableBufferPointer<UInt8>, at index: Int
  ) -> Int {
    guard let scalar = Unicode.Scalar(codePoint) else { return index }
    var index = index
    for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      bytes[index] = unit
      index += 1
    }
    return index
  }
}
