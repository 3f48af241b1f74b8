/// The location in a JPEG file: APP1 segments with Exif or XMP (ITU T.81, B.1; Exif 2.32, 4.7.2;
/// XMP part 3, 1.1.3).
enum JPEGLocation {
  private static let exif = Array("Exif\0\0".utf8)
  private static let packet = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
  private static let extendedPacket = Array("http://ns.adobe.com/xmp/extension/\0".utf8)

  /// Walks the segments of the picture, and of further pictures that phones append to it.
  static func remove(from edits: inout ByteEdits) {
    let bytes = edits.bytes
    var packets: [Range<Int>] = []
    var position = 0
    while let start = nextPicture(in: bytes, from: position) {
      position = walk(bytes, from: start + 2) { segment, payload in
        let content = bytes[payload]
        if content.starts(with: exif) {
          let block = (payload.lowerBound + exif.count)..<payload.upperBound
          if let removed = ExifLocation.removed(from: bytes[block]) {
            edits.overwrite(block, with: removed)
          }
        } else if content.starts(with: packet) || content.starts(with: extendedPacket) {
          packets.append(segment)
        }
      }
    }
    // A packet that is longer than a segment goes on in others, so a word may be cut in two.
    guard packets.flatMap({ text(of: bytes[$0]) }).holdsCoordinates else { return }
    for packet in packets { edits.cut(packet) }
  }

  /// What a segment has of a packet: after its head and name, and in an extension after the digest,
  /// length and place of the whole.
  private static func text(of segment: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let content = segment.dropFirst(4)
    return content.starts(with: packet)
      ? content.dropFirst(packet.count) : content.dropFirst(extendedPacket.count + 32 + 4 + 4)
  }

  private static func nextPicture(in bytes: [UInt8], from position: Int) -> Int? {
    guard position + 2 < bytes.count else { return nil }
    return (position..<(bytes.count - 2)).first {
      bytes[$0] == 0xFF && bytes[$0 + 1] == 0xD8 && bytes[$0 + 2] == 0xFF
    }
  }

  /// Hands over the APP1 segments, whole and without their heads; gives where the picture ends.
  private static func walk(
    _ bytes: [UInt8], from start: Int, _ body: (Range<Int>, Range<Int>) -> Void
  ) -> Int {
    var position = start
    while position + 1 < bytes.count {
      let marker = bytes[position + 1]
      switch (bytes[position], marker) {
      case (0xFF, 0xD9): return position + 2
      // Fill bytes, and within a scan zeros after 0xFF and restart marks.
      case (0xFF, 0xFF): position += 1
      case (0xFF, 0x00), (0xFF, 0x01), (0xFF, 0xD0...0xD8): position += 2
      case (0xFF, _):
        guard position + 4 <= bytes.count else { return bytes.count }
        let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
        let end = position + 2 + length
        guard length >= 2, end <= bytes.count else { return bytes.count }
        if marker == 0xE1 { body(position..<end, (position + 4)..<end) }
        position = end
      default: position += 1
      }
    }
    return bytes.count
  }
}
