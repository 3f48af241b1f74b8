// Picture files as sequences of bytes: what kind they are, and what they say besides the picture.
//
// In:  the bytes of a JPEG, PNG, GIF or WebP file, from anywhere, damaged or hostile.
// Out: kind and size; the bytes without places, or without all notes.
// Never here: decoding a picture, deciding whose notes have to go.

/// Takes out of a picture where it was taken.
///
/// Coordinates stand in Exif (the GPS directory) and in XMP packets. Of the Exif block only the GPS
/// directory goes, so that the orientation stays; an XMP packet with coordinates goes as a whole.
/// The picture itself is never decoded and its bytes stay as they are. Bytes that are damaged or
/// made to mislead are left alone where nothing in them can be read as a location.
public enum PhotoLocation {
  /// The picture without its location; nil when it says none.
  public static func removed(from bytes: [UInt8], mediaType: String) -> [UInt8]? {
    var edits = ByteEdits(bytes)
    switch mediaType {
    case "image/jpeg": JPEGLocation.remove(from: &edits)
    case "image/png": PNGLocation.remove(from: &edits)
    case "image/webp": WebPLocation.remove(from: &edits)
    default: break
    }
    return edits.result
  }
}

extension Collection<UInt8> {
  /// Whether an XMP packet or a text about a picture holds coordinates.
  ///
  /// Compared without case, and without the zero bytes of UTF-16.
  var holdsCoordinates: Bool {
    let folded = filter { $0 != 0 }.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    return ["gps", "latitude", "longitude"].contains { word in
      folded.contains(Array(word.utf8))
    }
  }
}
