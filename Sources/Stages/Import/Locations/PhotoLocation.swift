import PipelineCore

/// Takes out of a picture where it was taken.
///
/// Coordinates stand in Exif (the GPS directory) and in XMP packets. Of the Exif block only the GPS
/// directory goes, so that the orientation stays; an XMP packet with coordinates goes as a whole.
/// The picture itself is never decoded and its bytes stay as they are. Bytes that are damaged or
/// made to mislead are left alone where nothing in them can be read as a location.
enum PhotoLocation {
  /// The picture without its location; nil when it says none.
  static func removed(from bytes: [UInt8], mediaType: String) -> [UInt8]? {
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

/// Changes to a sequence of bytes: some overwritten, some cut out.
struct ByteEdits {
  private(set) var bytes: [UInt8]
  /// In the order of their places, apart from each other.
  private var cuts: [Range<Int>] = []
  private var isChanged = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func overwrite(_ range: Range<Int>, with replacement: [UInt8]) {
    precondition(range.count == replacement.count, "what is overwritten keeps its length")
    guard !bytes[range].elementsEqual(replacement) else { return }
    bytes.replaceSubrange(range, with: replacement)
    isChanged = true
  }

  /// Cuts a range out, which begins where the last one ended or later.
  mutating func cut(_ range: Range<Int>) {
    precondition(cuts.last.map { $0.upperBound <= range.lowerBound } ?? true, "cuts are in order")
    cuts.append(range)
    isChanged = true
  }

  /// How many bytes were cut out.
  var cutCount: Int { cuts.reduce(0) { $0 + $1.count } }

  /// The edited bytes; nil when nothing was changed.
  var result: [UInt8]? {
    guard isChanged else { return nil }
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count - cutCount)
    var start = 0
    for cut in cuts {
      kept += bytes[start..<cut.lowerBound]
      start = cut.upperBound
    }
    return kept + bytes[start...]
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
