/// What a picture file says besides the picture: who took it, when, where and with what, titles,
/// comments, and whatever programs append.
///
/// The colour profile, the animation and the orientation are part of the picture.
public enum PictureNotes {
  /// The notes as bytes, unpacked; a note that goes on in several parts is given whole too.
  public static func texts(in bytes: [UInt8], mediaType: String) -> [[UInt8]] {
    notes(in: bytes, mediaType).flatMap { $0.texts(in: bytes) }
      + (mediaType == "image/jpeg" ? JPEGNotes.joinedPackets(in: bytes) : [])
  }

  /// The picture without its notes; nil when it has none.
  public static func removed(from bytes: [UInt8], mediaType: String) -> [UInt8]? {
    var edits = ByteEdits(bytes)
    for note in notes(in: bytes, mediaType) {
      switch note.kind {
      case .exif(let block): edits.overwrite(block, with: ExifOrientation.alone(in: bytes[block]))
      case .exifChunk(let chunk):
        let kept = ExifOrientation.alone(in: bytes[chunk.content])
        PNGFile.overwrite(chunk, with: kept, in: &edits)
      case .text, .packed, .digits: edits.cut(note.whole)
      }
    }
    if mediaType == "image/webp" { WebPNotes.settle(&edits) }
    return edits.result
  }

  private static func notes(in bytes: [UInt8], _ mediaType: String) -> [PictureNote] {
    switch mediaType {
    case "image/jpeg": JPEGNotes.all(in: bytes)
    case "image/png": PNGNotes.all(in: bytes)
    case "image/webp": WebPNotes.all(in: bytes)
    case "image/gif": GIFNotes.all(in: bytes)
    default: []
    }
  }
}

/// One note in a picture file.
struct PictureNote {
  enum Kind {
    /// An Exif block, of which the orientation stays.
    case exif(block: Range<Int>)
    /// The same in a chunk with a checksum.
    case exifChunk(PNGFile.Chunk)
    case text
    /// Deflated, from a place on.
    case packed(from: Int)
    /// Hexadecimal digits, from a place on.
    case digits(from: Int)
  }

  var whole: Range<Int>
  var kind: Kind

  /// The bytes as they are, and unpacked where they are packed.
  func texts(in bytes: [UInt8]) -> [[UInt8]] {
    let plain = Array(bytes[whole])
    switch kind {
    case .text, .exif, .exifChunk: return [plain]
    case .packed(let start):
      return [plain, Deflated.unpacked(bytes[min(start, whole.upperBound)..<whole.upperBound])]
    case .digits(let start):
      return [plain, HexDigits.bytes(bytes[min(start, whole.upperBound)..<whole.upperBound])]
    }
  }
}
