import CDeflate

/// Whole buffers to and from one gzip member (RFC 1952).
///
/// Equal content gives equal bytes: the header carries neither time nor name.
enum Deflate {
  private static let level: Int32 = 6

  /// Nil where there is no memory.
  static func compress(_ content: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let compressor = libdeflate_alloc_compressor(level) else { return nil }
    defer { libdeflate_free_compressor(compressor) }
    let room = libdeflate_gzip_compress_bound(compressor, content.count)
    let packed = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = libdeflate_gzip_compress(
        compressor, content.baseAddress, content.count, buffer.baseAddress, room)
    }
    return packed.isEmpty ? nil : packed
  }

  /// Inflates exactly one member to exactly so many bytes; nil when it is no such, or there is no
  /// memory.
  static func inflate(_ packed: [UInt8], to size: Int) -> [UInt8]? {
    guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
    defer { libdeflate_free_decompressor(decompressor) }
    var isWhole = false
    // A buffer without room has no address that libdeflate would take.
    let content = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { buffer, count in
      var (used, made) = (0, 0)
      let result = libdeflate_gzip_decompress_ex(
        decompressor, packed, packed.count, buffer.baseAddress, size, &used, &made)
      isWhole = result == LIBDEFLATE_SUCCESS && made == size && used == packed.count
      count = isWhole ? size : 0
    }
    return isWhole ? content : nil
  }
}
