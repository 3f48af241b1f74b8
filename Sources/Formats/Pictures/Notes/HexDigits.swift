/// Bytes written as hexadecimal digits.
enum HexDigits {
  /// What the pairs of digits mean, whatever else stands between them.
  static func bytes(_ text: ArraySlice<UInt8>) -> [UInt8] {
    // A name and a length come first, each in a line of its own.
    let digits = text.split(separator: 0x0A).dropFirst(2).joined().compactMap { digit($0) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
