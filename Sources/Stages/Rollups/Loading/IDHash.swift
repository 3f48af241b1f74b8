import Indexes

/// 64 bits of an id: the same in every process, so that every attempt at a load sees the same.
enum IDHash {
  /// Mixes eight bytes at a time; the length goes in, so that zeros at the end count.
  static func hash(_ id: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(id)
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var rest: UInt64 = 0
    for index in offset..<bytes.count { rest = rest << 8 | UInt64(bytes[index]) }
    return mix(hash ^ rest)
  }

  /// Spreads a number over all bits, also one that is mostly zeros.
  static func mix(_ value: UInt64) -> UInt64 {
    HashMixing.mixed(value &+ 0x9E37_79B9_7F4A_7C15)
  }
}
