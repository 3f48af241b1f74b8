/// The location in a PNG file: the chunk eXIf, and texts with XMP or profiles (W3C PNG, 5.3, 11.3).
enum PNGLocation {
  static func remove(from edits: inout ByteEdits) {
    let bytes = edits.bytes
    var position = 8
    while position + 12 <= bytes.count {
      let length = bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
      let end = position + 12 + length
      guard end <= bytes.count else { return }
      let content = (position + 8)..<(end - 4)
      switch String(decoding: bytes[(position + 4)..<(position + 8)], as: UTF8.self) {
      case "eXIf":
        if let removed = ExifLocation.removed(from: bytes[content]) {
          edits.overwrite(content, with: removed)
          edits.overwrite(
            (end - 4)..<end, with: checksum(of: edits.bytes[(position + 4)..<(end - 4)]))
        }
      case "tEXt", "iTXt", "zTXt":
        if mayHoldCoordinates(bytes[content]) { edits.cut(position..<end) }
      case "IEND": return
      default: break
      }
      position = end
    }
  }

  /// Whether a text names coordinates, or may, because it is a packet that is packed or in digits.
  private static func mayHoldCoordinates(_ text: ArraySlice<UInt8>) -> Bool {
    let keyword = String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    if keyword.lowercased().hasPrefix("raw profile type") { return true }
    // After an iTXt packet's keyword: the end of the keyword, then whether it is compressed.
    let isPacked = text.dropFirst(keyword.utf8.count + 1).first == 1
    return keyword == "XML:com.adobe.xmp" && isPacked || text.holdsCoordinates
  }

  /// CRC-32 as chunks end with it (ISO 3309), the highest byte first.
  private static func checksum(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    var remainder: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1) * 0xEDB8_8320 }
    }
    let sum = ~remainder
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
  }
}
