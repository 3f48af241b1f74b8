/// Pictures of no motif, with all the places in which a picture says where it was taken.
public enum SamplePhotos {
  /// A text that stands only in the GPS directory: its date, out of line.
  public static let secret = Array("1999:12:31\0\0".utf8)
  public static let packet = Array(
    #"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="48,51N"/>"#.utf8)
  public static let plainPacket = Array(
    #"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description dc:title="Soup"/>"#.utf8)

  /// An Exif block with an orientation (6), a GPS directory, an Exif directory, and a second
  /// directory, in the order in which cameras write them.
  public static func exif(bigEndian: Bool, gps: Bool = true) -> [UInt8] {
    var block = TIFFWriter(isBigEndian: bigEndian)
    // Directories at 8, 100 and 200, the GPS directory at 300, its date at 400.
    block.directory(
      at: 8,
      entries: [(0x0112, 3, 1, 6), (0x8769, 4, 1, 100)] + (gps ? [(0x8825, 4, 1, 300)] : []),
      next: 200)
    block.directory(at: 100, entries: [(0x9000, 7, 4, 0x3031_3332)], next: 0)
    block.directory(at: 200, entries: [(0x0103, 3, 1, 6)], next: 0)
    if gps {
      block.directory(
        at: 300, entries: [(0x0000, 1, 4, 0x0202), (0x001D, 2, secret.count, 400)], next: 0)
      block.bytes.replaceSubrange(400..<(400 + secret.count), with: secret)
    }
    return block.bytes
  }

  /// With Exif and XMP before the picture, and a second picture appended as phones do.
  public static func jpeg(exif: [UInt8], packet: [UInt8]) -> [UInt8] {
    let head = segment(0xE1, Array("Exif\0\0".utf8) + exif)
    let text = segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + packet)
    return [0xFF, 0xD8] + segment(0xE0, Array("JFIF\0".utf8)) + head + text + jpegPicture
      + [0xFF, 0xD8] + head + jpegPicture
  }

  /// A frame header of 2 by 3, a scan with a stuffed 0xFF and a restart, and the end.
  public static let jpegPicture: [UInt8] =
    segment(0xC0, [8, 0, 3, 0, 2, 1, 1, 0x11, 0]) + segment(0xDA, [1, 1, 0, 0, 0x3F, 0])
    + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9]

  public static func png(exif: [UInt8], packet: [UInt8]) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", [0, 0, 0, 2, 0, 0, 0, 3, 8, 0, 0, 0, 0]) + chunk("eXIf", exif)
      + chunk("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + packet)
      + chunk("tEXt", Array("Title\0Soup".utf8)) + chunk("IDAT", [1, 2, 3]) + chunk("IEND", [])
  }

  public static func webp(exif: [UInt8], packet: [UInt8]) -> [UInt8] {
    let chunks =
      riff("VP8X", [0x0C, 0, 0, 0, 1, 0, 0, 2, 0, 0]) + riff("VP8L", [0x2F, 1, 0x80, 0, 0])
      + riff("EXIF", exif) + riff("XMP ", packet)
    return Array("RIFF".utf8) + littleEndian(chunks.count + 4) + Array("WEBP".utf8) + chunks
  }

  public static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length = content.count + 2
    return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
  }

  /// The checksum is that of a table-driven reference.
  public static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return bigEndian(content.count) + body + bigEndian(Int(checksum(of: body)))
  }

  public static func checksum(of bytes: [UInt8]) -> UInt32 {
    let table = (0..<256).map { index -> UInt32 in
      (0..<8).reduce(UInt32(index)) { value, _ in
        value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
      }
    }
    return ~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
  }

  private static func riff(_ name: String, _ content: [UInt8]) -> [UInt8] {
    Array(name.utf8) + littleEndian(content.count) + content
      + [UInt8](repeating: 0, count: content.count % 2)
  }

  public static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  public static func littleEndian(_ number: Int) -> [UInt8] { bigEndian(number).reversed() }
}

/// Writes a TIFF file of 500 bytes directory by directory.
struct TIFFWriter {
  let isBigEndian: Bool
  var bytes: [UInt8]

  init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
    bytes = [UInt8](repeating: 0, count: 500)
    bytes.replaceSubrange(0..<2, with: Array((isBigEndian ? "MM" : "II").utf8))
    write(42, size: 2, at: 2)
    write(8, size: 4, at: 4)
  }

  /// Entries as tag, type, count and value; the values of numbers that are shorter than four bytes
  /// stand in the first of them.
  mutating func directory(
    at place: Int, entries: [(tag: Int, type: Int, count: Int, value: Int)], next: Int
  ) {
    write(entries.count, size: 2, at: place)
    for (index, entry) in entries.enumerated() {
      let start = place + 2 + 12 * index
      write(entry.tag, size: 2, at: start)
      write(entry.type, size: 2, at: start + 2)
      write(entry.count, size: 4, at: start + 4)
      write(entry.value, size: entry.type == 3 ? 2 : 4, at: start + 8)
    }
    write(next, size: 4, at: place + 2 + 12 * entries.count)
  }

  private mutating func write(_ number: Int, size: Int, at place: Int) {
    let digits = SamplePhotos.bigEndian(number).suffix(size)
    bytes.replaceSubrange(
      place..<(place + size), with: isBigEndian ? Array(digits) : digits.reversed())
  }
}
