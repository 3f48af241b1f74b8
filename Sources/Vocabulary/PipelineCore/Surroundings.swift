public import RecipeModel

/// What a run takes from the outside world: time and randomness.
///
/// Everything below the commands asks here and nowhere else, so that a test can fix both and
/// a retry can keep the reference time of the run that it continues.
public struct Surroundings: Sendable {
  /// The present moment.
  public var now: @Sendable () -> Instant
  /// Ten fresh random bytes, for ids of what people create.
  public var randomBytes: @Sendable () -> [UInt8]

  public init(
    now: @escaping @Sendable () -> Instant, randomBytes: @escaping @Sendable () -> [UInt8]
  ) {
    self.now = now
    self.randomBytes = randomBytes
  }

  /// A version 7 UUID (RFC 9562, section 5.7) of the present moment.
  public func freshID() -> String {
    let random = randomBytes()
    precondition(random.count == 10, "an id takes ten random bytes")
    var bytes: [UInt8] = []
    let time = UInt64(bitPattern: now().milliseconds)
    for shift in stride(from: UInt64(40), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: time >> shift))
    }
    bytes += random
    return UUIDText.format(bytes, version: 7)
  }
}

/// The text form of UUIDs.
public enum UUIDText {
  /// Formats 16 bytes with the given version and the variant of RFC 9562.
  public static func format(_ source: [UInt8], version: UInt8) -> String {
    precondition(source.count == 16, "a UUID has 16 bytes")
    return String(unsafeUninitializedCapacity: 36) { text in
      var length = 0
      func append(_ byte: UInt8) {
        text[length] = byte
        length += 1
      }
      for (index, byte) in source.enumerated() {
        let byte =
          switch index {
          case 6: byte & 0x0F | version << 4
          case 8: byte & 0x3F | 0x80
          default: byte
          }
        if index == 4 || index == 6 || index == 8 || index == 10 { append(UInt8(ascii: "-")) }
        append(hexDigit(byte >> 4))
        append(hexDigit(byte & 15))
      }
      return length
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}
