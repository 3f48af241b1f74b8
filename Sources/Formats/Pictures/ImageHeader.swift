/// The kind and size of a picture, read from its first bytes.
///
/// PNG (W3C PNG, 5.2 and 11.2.1), JPEG (ITU T.81, B.2.2), GIF (GIF89a, 18), WebP (RFC 9649).
public struct ImageHeader: Sendable, Equatable {
  /// Such as `image/jpeg`.
  public var mediaType: String
  /// In pixels; nil when the header does not say.
  public var width: Int?
  public var height: Int?

  /// Reads the header; nil when the bytes are none of these kinds.
  public init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      mediaType = "image/png"
      width = ImageHeader.bigEndian(bytes, at: 16, count: 4)
      height = ImageHeader.bigEndian(bytes, at: 20, count: 4)
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      mediaType = "image/jpeg"
      (width, height) = ImageHeader.jpegSize(bytes)
    } else if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) {
      mediaType = "image/gif"
      width = ImageHeader.littleEndian(bytes, at: 6, count: 2)
      height = ImageHeader.littleEndian(bytes, at: 8, count: 2)
    } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      mediaType = "image/webp"
      (width, height) = ImageHeader.webPSize(bytes)
    } else {
      return nil
    }
  }

  /// Walks the segments to the first frame header (SOF0 to SOF15 without DHT, JPG and DAC).
  private static func jpegSize(_ bytes: [UInt8]) -> (Int?, Int?) {
    var position = 2
    while position + 9 < bytes.count {
      guard bytes[position] == 0xFF else { return (nil, nil) }
      let marker = bytes[position + 1]
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        return (
          bigEndian(bytes, at: position + 7, count: 2), bigEndian(bytes, at: position + 5, count: 2)
        )
      }
      if marker == 0xFF || marker == 0x01 || (0xD0...0xD8).contains(marker) {
        position += marker == 0xFF ? 1 : 2
        continue
      }
      guard let length = bigEndian(bytes, at: position + 2, count: 2), length >= 2 else {
        return (nil, nil)
      }
      position += 2 + length
    }
    return (nil, nil)
  }

  private static func webPSize(_ bytes: [UInt8]) -> (Int?, Int?) {
    guard bytes.count >= 30 else { return (nil, nil) }
    switch Array(bytes[12..<16]) {
    case Array("VP8X".utf8):
      return (
        littleEndian(bytes, at: 24, count: 3).map { $0 + 1 },
        littleEndian(bytes, at: 27, count: 3).map { $0 + 1 }
      )
    case Array("VP8 ".utf8):
      return (
        littleEndian(bytes, at: 26, count: 2).map { $0 & 0x3FFF },
        littleEndian(bytes, at: 28, count: 2).map { $0 & 0x3FFF }
      )
    case Array("VP8L".utf8):
      guard let bits = littleEndian(bytes, at: 21, count: 4) else { return (nil, nil) }
      return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    default: return (nil, nil)
    }
  }

  private static func bigEndian(_ bytes: [UInt8], at start: Int, count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    return bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func littleEndian(_ bytes: [UInt8], at start: Int, count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    return bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
