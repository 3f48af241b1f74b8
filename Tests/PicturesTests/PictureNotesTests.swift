import TestKit
import Testing

@testable import Pictures

struct PictureNotesTests {
  /// A file with a name in each place of its kind that holds notes, and what is the picture in it.
  struct File: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var mediaType: String
    var bytes: [UInt8]
    var picture: [[UInt8]]
  }

  /// What stands in the notes, plain.
  private static let name = Array("Zaphodina".utf8)
  private static let profile = Array("ICC_PROFILE\0\u{1}\u{1}colours".utf8)
  /// `Zaphodina`, deflated by zlib with level 9.
  private static let deflated: [UInt8] = [
    0x78, 0xDA, 0x8B, 0x4A, 0x2C, 0xC8, 0xC8, 0x4F, 0xC9, 0xCC, 0x4B, 0x04, 0x00, 0x11, 0xEE,
    0x03, 0x9F,
  ]

  private static let exif = SamplePhotos.exif(bigEndian: true)
  private static let packet = Array("<dc:creator>Zaphodina</dc:creator>".utf8)

  static let files = [
    File(
      testDescription: "JPEG", mediaType: "image/jpeg", bytes: jpeg(),
      picture: [profile, SamplePhotos.jpegPicture]),
    File(
      testDescription: "PNG", mediaType: "image/png", bytes: png(),
      picture: [profile, SamplePhotos.chunk("IDAT", [1, 2, 3])]),
    File(
      testDescription: "WebP", mediaType: "image/webp",
      bytes: SamplePhotos.webp(exif: exif, packet: packet),
      picture: [[0x2F, 1, 0x80, 0, 0]]),
    File(
      testDescription: "GIF", mediaType: "image/gif", bytes: gif(),
      picture: [gifExtension(0xFF, [Array("NETSCAPE2.0".utf8), [1, 0, 0]]), gifImage]),
  ]

  private static func jpeg() -> [UInt8] {
    let photo = SamplePhotos.jpeg(exif: exif, packet: packet)
    var bytes = Array(photo.prefix(2))
    for (marker, content) in [(0xFE, name), (0xED, name), (0xE2, profile)] as [(UInt8, [UInt8])] {
      bytes += SamplePhotos.segment(marker, content)
    }
    bytes += photo.dropFirst(2)
    return bytes + name
  }

  private static func png() -> [UInt8] {
    let end = SamplePhotos.chunk("IEND", [])
    var bytes = Array(SamplePhotos.png(exif: exif, packet: packet).dropLast(end.count))
    let chunks: [(String, [UInt8])] = [
      ("zTXt", Array("Author\0\0".utf8) + deflated),
      ("iTXt", Array("Author\0\u{1}\0en\0Author\0".utf8) + deflated),
      ("tEXt", Array("Raw profile type iptc\0\niptc\n 9\n5a6170686f\n64696e61\n".utf8)),
      ("caBX", name), ("iCCP", profile),
    ]
    for (kind, content) in chunks { bytes += SamplePhotos.chunk(kind, content) }
    return bytes + end + name
  }

  private static let xmp = Array("XMP DataXMP".utf8)
  /// One pixel, with a table of two colours.
  private static let gifImage: [UInt8] =
    [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0x80, 0, 0, 0, 255, 255, 255, 2, 2, 0x44, 0x01, 0]

  private static func gif() -> [UInt8] {
    var bytes = Array("GIF89a".utf8)
    bytes += [1, 0, 1, 0, 0x80, 0, 0, 1, 2, 3, 4, 5, 6] as [UInt8]
    bytes += gifExtension(0xFF, [Array("NETSCAPE2.0".utf8), [1, 0, 0]])
    bytes += gifExtension(0xFE, [name])
    bytes += gifExtension(0xFF, [xmp, packet])
    bytes += gifImage
    bytes.append(0x3B)
    return bytes + name
  }

  private static func gifExtension(_ label: UInt8, _ blocks: [[UInt8]]) -> [UInt8] {
    [0x21, label] + blocks.flatMap { [UInt8($0.count)] + $0 } + [0]
  }

  @Test(arguments: files)
  func `all notes are found, packed ones too, and go, and the picture stays`(file: File) throws {
    let texts = PictureNotes.texts(in: file.bytes, mediaType: file.mediaType)
    let naming = texts.filter { $0.contains(Self.name) }
    let places = ["JPEG": 4, "PNG": 6, "WebP": 1, "GIF": 3]
    #expect(naming.count == places[file.testDescription])
    let kept = try #require(PictureNotes.removed(from: file.bytes, mediaType: file.mediaType))
    for part in file.picture { #expect(kept.contains(part)) }
    #expect(!kept.contains(Self.name) && !kept.contains(Self.deflated))
    #expect(!kept.contains(SamplePhotos.secret))
    #expect(ImageHeader(kept) == ImageHeader(file.bytes))
    #expect(PictureNotes.removed(from: kept, mediaType: file.mediaType) == nil)
  }

  @Test(arguments: [true, false])
  func `the orientation stays, and nothing else of the Exif block`(isBigEndian: Bool) throws {
    let block = SamplePhotos.exif(bigEndian: isBigEndian)
    let left = ExifOrientation.alone(in: block[...])
    let exif = try #require(TIFFBlock(left))
    #expect(left.count == block.count)
    #expect(exif.entryCount(of: 8) == 1)
    #expect(exif.number(at: 10, size: 2) == 0x0112)
    #expect(exif.number(at: 18, size: 2) == 6)
    #expect(left.dropFirst(20).allSatisfy { $0 == 0 })
    #expect(ExifOrientation.alone(in: [1, 2, 3][...]) == [0, 0, 0])
  }

  @Test func `a packet that goes on in the next segment is found whole`() {
    let head =
      Array("http://ns.adobe.com/xmp/extension/\0".utf8) + [UInt8](repeating: 48, count: 40)
    let file =
      [0xFF, 0xD8] + SamplePhotos.segment(0xE1, head + Array("by Zapho".utf8))
      + SamplePhotos.segment(0xE1, head + Array("dina".utf8)) + SamplePhotos.jpegPicture
    let texts = PictureNotes.texts(in: file, mediaType: "image/jpeg")
    #expect(texts.contains { $0.contains(Self.name) })
  }

  @Test(arguments: 1...40)
  func `no cut or flip of bytes stops it, and twice is once`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    for file in Self.files {
      let cut = Array(file.bytes.prefix(Int.random(in: 0...file.bytes.count, using: &generator)))
      var flipped = file.bytes
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: flipped.indices, using: &generator)
        flipped[place] ^= UInt8.random(in: 1...255, using: &generator)
      }
      for damaged in [cut, flipped] {
        _ = PictureNotes.texts(in: damaged, mediaType: file.mediaType)
        let kept = PictureNotes.removed(from: damaged, mediaType: file.mediaType) ?? damaged
        #expect(kept.count <= damaged.count)
      }
    }
  }
}
