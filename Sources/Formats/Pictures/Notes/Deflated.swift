import CZlib

/// Bytes in zlib's format, as PNG texts are packed (RFC 1950).
enum Deflated {
  /// What a note may be large at most, unpacked.
  private static let limit = 1 << 20

  /// The unpacked bytes, up to a limit or to where they are damaged.
  static func unpacked(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var stream = z_stream()
    guard levain_inflate_init(&stream, 15) == Z_OK else { return [] }
    defer { inflateEnd(&stream) }
    var input = Array(bytes)
    return [UInt8](unsafeUninitializedCapacity: limit) { output, count in
      input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(limit)
        _ = inflate(&stream, Z_FINISH)
      }
      count = limit - Int(stream.avail_out)
    }
  }
}
