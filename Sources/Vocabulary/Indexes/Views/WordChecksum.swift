/// A checksum of eight bytes at a time, for what is read too often for a CRC.
///
/// Every step can be undone, so that a single changed word always changes all that follows.
enum WordChecksum {
  static func checksum(of bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hash = mix(UInt64(bytes.count), into: 0)
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      hash = mix(UInt64(littleEndian: word), into: hash)
      offset += 8
    }
    var rest: UInt64 = 0
    for index in offset..<bytes.count { rest = rest << 8 | UInt64(bytes[index]) }
    return UInt32(truncatingIfNeeded: mix(rest, into: hash) >> 32)
  }

  private static func mix(_ word: UInt64, into hash: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 32
  }
}

extension WordChecksum {
  /// Appends the checksum of some bytes to them, the lowest byte first.
  static func append(to bytes: inout [UInt8]) {
    let sum = bytes.withUnsafeBytes { checksum(of: $0) }
    bytes += stride(from: 0, to: 32, by: 8).map {
      UInt8(truncatingIfNeeded: sum >> UInt32($0))
    }
  }

  /// The bytes before the checksum that ends them; nil when it is not theirs, and for no bytes.
  static func checked(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard bytes.count >= 5 else { return nil }
    let checked = UnsafeRawBufferPointer(rebasing: bytes.dropLast(4))
    let stated = bytes.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return checksum(of: checked) == stated ? checked : nil
  }
}
