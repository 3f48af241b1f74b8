import CZlib

/// The checksum of ISO 3309, as gzip and zip use it.
enum CRC32 {
  static func checksum(of bytes: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(
      truncatingIfNeeded: crc32_z(
        0, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count))
  }
}
