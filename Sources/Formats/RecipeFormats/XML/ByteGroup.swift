/// Eight bytes that are looked at together.
///
/// Each test gives a word whose lowest bit that is set belongs to the first byte that passes; it is
/// 0 when none does.
struct ByteGroup {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  private let bytes: UInt64

  @inline(__always)
  func isAny(_ byte: UInt8) -> UInt64 {
    let differences = bytes ^ (ByteGroup.ones &* UInt64(byte))
    return (differences &- ByteGroup.ones) & ~differences & ByteGroup.highBits
  }

  @inline(__always)
  func isAnyBelow(_ limit: UInt8) -> UInt64 {
    (bytes &- ByteGroup.ones &* UInt64(limit)) & ~bytes & ByteGroup.highBits
  }

  /// The index of the first byte that is found, or one less than eight bytes before the end, from
  /// which on each has to be looked at by itself.
  @inline(__always)
  static func skip(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, until find: (ByteGroup) -> UInt64
  ) -> Int {
    guard let base = UnsafeRawPointer(text.baseAddress) else { return start }
    var index = start
    while index + 8 <= text.count {
      let bytes = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let found = find(ByteGroup(bytes: UInt64(littleEndian: bytes)))
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    return index
  }
}
