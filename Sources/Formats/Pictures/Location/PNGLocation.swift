/// The location in a PNG file: the chunk eXIf, and texts with XMP or profiles (W3C PNG, 11.3).
enum PNGLocation {
  static func remove(from edits: inout ByteEdits) {
    let bytes = edits.bytes
    for chunk in PNGFile(bytes).chunks {
      switch chunk.name {
      case "eXIf":
        if let removed = ExifLocation.removed(from: bytes[chunk.content]) {
          PNGFile.overwrite(chunk, with: removed, in: &edits)
        }
      case "tEXt", "iTXt", "zTXt":
        if mayHoldCoordinates(bytes[chunk.content]) { edits.cut(chunk.whole) }
      default: break
      }
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
}
