/// Base64 (RFC 4648), as JSON carries bytes.
public enum Base64 {
  /// Decodes bytes of either alphabet; white space and padding are passed over.
  ///
  /// nil when any other byte occurs, or when a rest of one digit stays.
  public static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 3)
    var bits: UInt32 = 0
    var count = 0
    var isPadded = false
    let isValid = values.withUnsafeBufferPointer { values in
      for byte in text {
        let value = values[Int(byte)]
        if value < 64 {
          guard !isPadded else { return false }
          bits = bits << 6 | UInt32(value)
          count += 1
          if count == 4 {
            bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
            bytes.append(UInt8(truncatingIfNeeded: bits))
            count = 0
          }
        } else if value == padding {
          isPadded = true
        } else if value == invalid {
          return false
        }
      }
      return count != 1
    }
    guard isValid else { return nil }
    if count == 3 { bytes.append(UInt8(truncatingIfNeeded: bits >> 10)) }
    if count == 3 { bytes.append(UInt8(truncatingIfNeeded: bits >> 2)) }
    if count == 2 { bytes.append(UInt8(truncatingIfNeeded: bits >> 4)) }
    return bytes
  }

  private static let padding: UInt8 = 64
  private static let space: UInt8 = 65
  private static let invalid: UInt8 = 66

  /// The value of each byte; both `+/` and `-_` are digits.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: invalid, count: 256)
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, byte) in digits.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    values[Int(UInt8(ascii: "="))] = padding
    for byte in [0x09, 0x0A, 0x0D, 0x20] { values[byte] = space }
    return values
  }()
}
