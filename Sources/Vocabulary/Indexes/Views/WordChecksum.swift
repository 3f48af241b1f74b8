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
