/// The notes of a WebP file: Exif, XMP and chunks that the format does not know (RFC 9649, 2.7).
enum WebPNotes {
  /// Of the first byte of VP8X: that there is XMP.
  private static let packetFlag: UInt8 = 0x04
  private static let parts: Set = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]

  static func all(in bytes: [UInt8]) -> [PictureNote] {
    WebPFile(bytes).chunks.compactMap { chunk -> PictureNote? in
      switch chunk.name {
      case "EXIF":
        PictureNote(
          whole: chunk.whole, kind: .exif(block: WebPFile.block(of: chunk, in: bytes)))
      case let name where !parts.contains(name): PictureNote(whole: chunk.whole, kind: .text)
      default: nil
      }
    }
  }

  /// Says in the file's heads what the cuts left of it.
  static func settle(_ edits: inout ByteEdits) {
    WebPFile(edits.bytes).settle(&edits, without: packetFlag)
  }
}
