/// Appends a number as seven bits in each byte, the lowest first, the high bit set in all bytes but
/// the last.
func appendVarint(_ value: UInt64, to bytes: inout [UInt8]) {
  var rest = value
  while rest > 0x7F {
    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  bytes.append(UInt8(rest))
}

/// Writes such numbers into room that is enough for them, ten bytes for each.
struct VarintWriter {
  private let room: UnsafeMutablePointer<UInt8>?
  private let capacity: Int
  private(set) var count = 0

  init(_ room: UnsafeMutableBufferPointer<UInt8>) {
    self.room = room.baseAddress
    capacity = room.count
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    precondition(count < capacity, "there is room for what is written")
    room?[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }
}

/// Reads such numbers, never beyond the end.
struct VarintReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// Reads from bytes that outlive it.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  /// The next number; nil at the end, and for one that does not fit in 64 bits.
  @inline(__always)
  mutating func next() -> UInt64? {
    guard bytes.count - position >= 8 else { return nextByBytes() }
    let word = nextWord
    if word & 0x80 == 0 {
      position += 1
      return word & 0x7F
    }
    let ends = VarintReader.ends(in: word)
    guard ends != 0 else { return nextByBytes() }
    position += ends.trailingZeroBitCount >> 3 + 1
    // All bits up to the one that is missing in the last byte.
    return VarintReader.joined(word & (ends ^ (ends &- 1)))
  }

  private var nextWord: UInt64 {
    @inline(__always) get {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }
  }

  /// The high bit of each byte that ends a number.
  @inline(__always)
  private static func ends(in word: UInt64) -> UInt64 { ~word & 0x8080_8080_8080_8080 }

  /// Puts the low seven bits of eight bytes together.
  @inline(__always)
  private static func joined(_ word: UInt64) -> UInt64 {
    var bits = (word & 0x007F_007F_007F_007F) | (word & 0x7F00_7F00_7F00_7F00) >> 1
    bits = (bits & 0x0000_3FFF_0000_3FFF) | (bits & 0x3FFF_0000_3FFF_0000) >> 2
    return (bits & 0x0FFF_FFFF) | (bits & 0x0FFF_FFFF_0000_0000) >> 4
  }

  private mutating func nextByBytes() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard position < bytes.count else { return nil }
      let byte = bytes[position]
      position += 1
      if shift == 63, byte > 1 { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  /// Passes over numbers; false when there are not as many.
  @inline(__always)
  mutating func skip(_ count: Int) -> Bool {
    var left = count
    while left > 0, bytes.count - position >= 8 {
      var ends = VarintReader.ends(in: nextWord)
      while ends != 0 {
        left -= 1
        if left == 0 {
          position += ends.trailingZeroBitCount >> 3 + 1
          return true
        }
        ends &= ends &- 1
      }
      position += 8
    }
    while left > 0, position < bytes.count {
      if bytes[position] < 0x80 { left -= 1 }
      position += 1
    }
    return left == 0
  }
}
