/// Two bytes that tell a line from others at its place without saying what is on it.
///
/// Logs that take turns have lines at the same places. One in 65,536 lines has any given mark, so
/// whoever knows all of a line but the address on it finds some 65,536 addresses that it may be.
enum LineMark {
  /// FNV-1a, folded.
  static func of(_ line: UnsafeBufferPointer<UInt8>) -> UInt16 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in line { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let half = hash ^ hash >> 32
    return UInt16(truncatingIfNeeded: half ^ half >> 16)
  }
}
