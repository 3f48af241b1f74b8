/// The location in a WebP file: the chunks EXIF and XMP (RFC 9649, 2.7).
enum WebPLocation {
  /// Of the first byte of VP8X: that there is XMP.
  private static let packetFlag: UInt8 = 0x04

  static func remove(from edits: inout ByteEdits) {
    let bytes = edits.bytes
    let file = WebPFile(bytes)
    for chunk in file.chunks {
      switch chunk.name {
      case "EXIF":
        let block = WebPFile.block(of: chunk, in: bytes)
        if let removed = ExifLocation.removed(from: bytes[block]) {
          edits.overwrite(block, with: removed)
        }
      case "XMP " where bytes[chunk.content].holdsCoordinates: edits.cut(chunk.whole)
      default: break
      }
    }
    file.settle(&edits, without: packetFlag)
  }
}
