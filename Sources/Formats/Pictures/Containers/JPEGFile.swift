/// The segments of a JPEG file, and of further pictures that phones append to it (ITU T.81, B.1).
struct JPEGFile {
  /// A segment, or what stands behind or between pictures.
  struct Part {
    /// The second byte of a segment's marker; nil for what belongs to no picture.
    var marker: UInt8?
    /// With its head.
    var whole: Range<Int>
    var content: Range<Int>
  }

  /// What the content of a segment with an Exif block starts with (Exif 2.32, 4.7.2).
  static let exifHead = Array("Exif\0\0".utf8)

  /// In the order of the file; pictures themselves are in none.
  private(set) var parts: [Part] = []

  init(_ bytes: [UInt8]) {
    var position = 0
    while let start = JPEGFile.nextPicture(in: bytes, from: position) {
      addLoose(position..<start)
      position = addSegments(of: bytes, from: start + 2)
    }
    addLoose(position..<bytes.count)
  }

  private mutating func addLoose(_ range: Range<Int>) {
    if !range.isEmpty { parts.append(Part(marker: nil, whole: range, content: range)) }
  }

  private static func nextPicture(in bytes: [UInt8], from position: Int) -> Int? {
    guard position + 2 < bytes.count else { return nil }
    return (position..<(bytes.count - 2)).first {
      bytes[$0] == 0xFF && bytes[$0 + 1] == 0xD8 && bytes[$0 + 2] == 0xFF
    }
  }

  /// Takes the segments of one picture; gives where it ends.
  private mutating func addSegments(of bytes: [UInt8], from start: Int) -> Int {
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
        parts.append(Part(marker: marker, whole: position..<end, content: (position + 4)..<end))
        position = end
      default: position += 1
      }
    }
    return bytes.count
  }
}
