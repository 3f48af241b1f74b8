/// The location in a WebP file: the chunks EXIF and XMP (RFC 9649, 2.7).
enum WebPLocation {
  /// Of the first byte of VP8X: that there is XMP.
  private static let packetFlag: UInt8 = 0x04

  static func remove(from edits: inout ByteEdits) {
    let bytes = edits.bytes
    var position = 12
    var flags: Int?
    while position + 8 <= bytes.count {
      let length = number(in: bytes, at: position + 4)
      let content = (position + 8)..<(position + 8 + length)
      guard content.upperBound <= bytes.count else { break }
      // Chunks are padded to an even length; the last one of a cut file may lack it.
      let end = min(content.upperBound + length % 2, bytes.count)
      switch String(decoding: bytes[position..<(position + 4)], as: UTF8.self) {
      case "VP8X" where length > 0: flags = content.lowerBound
      case "EXIF": removeExif(in: content, from: &edits)
      case "XMP " where bytes[content].holdsCoordinates: edits.cut(position..<end)
      default: break
      }
      position = end
    }
    guard edits.cutCount > 0 else { return }
    if let flags {
      edits.overwrite(flags..<(flags + 1), with: [bytes[flags] & ~packetFlag])
    }
    let size = max(0, number(in: bytes, at: 4) - edits.cutCount)
    edits.overwrite(
      4..<8, with: [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: size >> $0) })
  }

  private static func removeExif(in content: Range<Int>, from edits: inout ByteEdits) {
    // Some writers keep the head that the block has in JPEG.
    let head = Array("Exif\0\0".utf8)
    let start =
      content.lowerBound + (edits.bytes[content].starts(with: head) ? head.count : 0)
    let block = start..<content.upperBound
    if let removed = ExifLocation.removed(from: edits.bytes[block]) {
      edits.overwrite(block, with: removed)
    }
  }

  private static func number(in bytes: [UInt8], at place: Int) -> Int {
    bytes[place..<(place + 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
