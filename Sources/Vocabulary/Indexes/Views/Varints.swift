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
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    if byte < 0x80 {
      position += 1
      return UInt64(byte)
    }
    return nextLong()
  }

  private mutating func nextLong() -> UInt64? {
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
    while left > 0, position < bytes.count {
      if bytes[position] < 0x80 { left -= 1 }
      position += 1
    }
    return left == 0
  }
}
