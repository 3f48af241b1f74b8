/// The notes of a JPEG file: application segments, comments, and what is appended.
enum JPEGNotes {
  /// What an extended XMP packet starts with (XMP part 3, 1.1.3.1): this, a digest of 32 digits,
  /// the length of the whole and the place in it.
  private static let extendedPacket = Array("http://ns.adobe.com/xmp/extension/\0".utf8)
  private static let colourProfile = Array("ICC_PROFILE\0".utf8)

  static func all(in bytes: [UInt8]) -> [PictureNote] {
    JPEGFile(bytes).parts.compactMap { part -> PictureNote? in
      let content = bytes[part.content]
      switch part.marker {
      case 0xE1 where content.starts(with: JPEGFile.exifHead):
        let block = part.content.dropFirst(JPEGFile.exifHead.count)
        return PictureNote(whole: part.whole, kind: .exif(block: block))
      case 0xE2 where content.starts(with: colourProfile): return nil
      // JFIF and Adobe's transform say how the picture is to be shown.
      case 0xE0, 0xEE: return nil
      case (0xE1...0xEF)?, 0xFE, nil: return PictureNote(whole: part.whole, kind: .text)
      default: return nil
      }
    }
  }

  /// An extended packet lies in several segments, so a word may be cut in two.
  static func joinedPackets(in bytes: [UInt8]) -> [[UInt8]] {
    let parts = JPEGFile(bytes).parts.filter {
      $0.marker == 0xE1 && bytes[$0.content].starts(with: extendedPacket)
    }
    guard parts.count > 1 else { return [] }
    return [parts.flatMap { bytes[$0.content].dropFirst(extendedPacket.count + 32 + 4 + 4) }]
  }
}
