extension JSONWriter {
  /// Writes bytes as a text in Base64 (RFC 4648, section 4).
  public mutating func string(base64 source: UnsafeRawBufferPointer) {
    beginText()
    append(atMost: (source.count + 2) / 3 * 4) { text in
      var length = 0
      func append(_ bits: UInt32, digits: Int) {
        for digit in 0..<4 {
          let value = UInt8(truncatingIfNeeded: bits >> (18 - 6 * UInt32(digit)) & 63)
          text[length] = digit < digits ? JSONWriter.base64Digit(value) : UInt8(ascii: "=")
          length += 1
        }
      }
      var position = 0
      while position + 3 <= source.count {
        append(
          UInt32(source[position]) << 16 | UInt32(source[position + 1]) << 8
            | UInt32(source[position + 2]), digits: 4)
        position += 3
      }
      switch source.count - position {
      case 2:
        append(UInt32(source[position]) << 16 | UInt32(source[position + 1]) << 8, digits: 3)
      case 1: append(UInt32(source[position]) << 16, digits: 2)
      default: break
      }
      return length
    }
    endText()
  }

  @inline(__always)
  private static func base64Digit(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + (value - 26)
    case 52..<62: UInt8(ascii: "0") + (value - 52)
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }
}
