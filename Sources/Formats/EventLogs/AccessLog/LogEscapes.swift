/// The escapes by which Apache and nginx keep quotes and control characters out of their logs.
enum LogEscapes {
  /// The bytes that a text stands for; a backslash that begins no escape stands for itself.
  static func decoded(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "\\"), index + 1 < text.count else {
        bytes.append(text[index])
        index += 1
        continue
      }
      let escape = text[index + 1]
      if escape == UInt8(ascii: "x"), index + 3 < text.count,
        let high = text[index + 2].hexDigit, let low = text[index + 3].hexDigit
      {
        bytes.append(high << 4 | low)
        index += 4
      } else if let byte = control(escape) {
        bytes.append(byte)
        index += 2
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return bytes
  }

  private static func control(_ escape: UInt8) -> UInt8? {
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): escape
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "b"): 0x08
    default: nil
    }
  }
}
