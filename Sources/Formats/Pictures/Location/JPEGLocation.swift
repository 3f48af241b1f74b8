/// The location in a JPEG file: APP1 segments with Exif or XMP (ITU T.81, B.1; Exif 2.32, 4.7.2;
/// XMP part 3, 1.1.3).
enum JPEGLocation {
  private static let packet = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
  private static let extendedPacket = Array("http://ns.adobe.com/xmp/extension/\0".utf8)

  static func remove(from edits: inout ByteEdits) {
    let bytes = edits.bytes
    var packets: [Range<Int>] = []
    for part in JPEGFile(bytes).parts where part.marker == 0xE1 {
      let content = bytes[part.content]
      if content.starts(with: JPEGFile.exifHead) {
        let block = part.content.dropFirst(JPEGFile.exifHead.count)
        if let removed = ExifLocation.removed(from: bytes[block]) {
          edits.overwrite(block, with: removed)
        }
      } else if content.starts(with: packet) || content.starts(with: extendedPacket) {
        packets.append(part.whole)
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
}
