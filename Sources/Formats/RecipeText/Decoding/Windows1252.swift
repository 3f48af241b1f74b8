/// The Windows-1252 code page, which texts that claim Latin-1 are really in.
public enum Windows1252 {
  /// Appends the UTF-8 form of a byte.
  public static func append(_ byte: UInt8, to output: inout [UInt8]) {
    guard byte >= 0x80 else {
      output.append(byte)
      return
    }
    guard let scalar = Unicode.Scalar(codePoint(of: byte)) else { return }
    for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { output.append(unit) }
  }

  /// The code point of a byte; the five bytes without one stand for themselves.
  static func codePoint(of byte: UInt8) -> UInt32 {
    (0x80...0x9F).contains(byte) ? upperControls[Int(byte) - 0x80] : UInt32(byte)
  }

  /// The byte of a code point; a control character beyond ASCII stands for itself.
  static func byte(of codePoint: UInt32) -> UInt8? {
    if codePoint < 0x100 { return UInt8(codePoint) }
    return upperControls.firstIndex(of: codePoint).map { UInt8($0 + 0x80) }
  }

  private static let upperControls: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
