import TestKit
import Testing

@testable import Pictures

struct PhotoLocationTests {
  /// A kind of picture, and how the tests make one.
  struct Kind: Sendable, CustomTestStringConvertible {
    var mediaType: String
    var isBigEndian: Bool
    var make: @Sendable (_ exif: [UInt8], _ packet: [UInt8]) -> [UInt8]

    var testDescription: String { "\(mediaType) \(isBigEndian ? "MM" : "II")" }

    var withLocation: [UInt8] {
      make(SamplePhotos.exif(bigEndian: isBigEndian), SamplePhotos.packet)
    }

    static let all: [Kind] = [true, false].flatMap { order in
      [
        Kind(mediaType: "image/jpeg", isBigEndian: order) {
          SamplePhotos.jpeg(exif: $0, packet: $1)
        },
        Kind(mediaType: "image/png", isBigEndian: order) { SamplePhotos.png(exif: $0, packet: $1) },
        Kind(mediaType: "image/webp", isBigEndian: order) {
          SamplePhotos.webp(exif: $0, packet: $1)
        },
      ]
    }
  }

  @Test(arguments: Kind.all)
  func `a location goes, and nothing else does`(kind: Kind) throws {
    let photo = kind.withLocation
    #expect(photo.contains(SamplePhotos.secret))
    let kept = try #require(PhotoLocation.removed(from: photo, mediaType: kind.mediaType))
    #expect(!kept.contains(SamplePhotos.secret))
    #expect(!kept.contains(Array("GPS".utf8)))
    // The block says what it said without the GPS directory: orientation, Exif and preview.
    let left = try #require(ReadExif(in: kept))
    #expect(left.tags == [[0x0112, 0x8769], [0x9000], [0x0103]])
    #expect(left.orientation == 6)
    #expect(ImageHeader(kept) == ImageHeader(photo))
    #expect(PhotoLocation.removed(from: kept, mediaType: kind.mediaType) == nil)
  }

  @Test(arguments: Kind.all)
  func `a picture that says no location stays as it is`(kind: Kind) {
    let exif = SamplePhotos.exif(bigEndian: kind.isBigEndian, gps: false)
    let photo = kind.make(exif, SamplePhotos.plainPacket)
    #expect(PhotoLocation.removed(from: photo, mediaType: kind.mediaType) == nil)
  }

  @Test(arguments: Kind.all)
  func `only the packet goes when only the packet says it, and all else keeps its bytes`(
    kind: Kind
  ) throws {
    let exif = SamplePhotos.exif(bigEndian: kind.isBigEndian, gps: false)
    let photo = kind.make(exif, SamplePhotos.packet)
    let kept = try #require(PhotoLocation.removed(from: photo, mediaType: kind.mediaType))
    #expect(!kept.contains(Array("GPS".utf8)) && kept.contains(exif))
    #expect(kept.count < photo.count)
  }

  @Test func `the pixels of a JPEG file are the same, in appended pictures too`() throws {
    let photo = Kind.all[0].withLocation
    let kept = try #require(PhotoLocation.removed(from: photo, mediaType: "image/jpeg"))
    #expect(kept.split(separator: SamplePhotos.jpegPicture).count == 2)
    #expect(kept.suffix(SamplePhotos.jpegPicture.count).elementsEqual(SamplePhotos.jpegPicture))
  }

  @Test func `a PNG chunk that was changed ends with its checksum`() throws {
    let photo = SamplePhotos.png(exif: SamplePhotos.exif(bigEndian: true), packet: [])
    let kept = try #require(PhotoLocation.removed(from: photo, mediaType: "image/png"))
    let start = try #require(kept.firstRange(of: Array("eXIf".utf8))).lowerBound
    let body = Array(kept[start..<(start + 504)])
    #expect(
      Array(kept[(start + 504)..<(start + 508)])
        == SamplePhotos.bigEndian(Int(SamplePhotos.checksum(of: body))))
  }

  @Test func `a WebP file says its length and that it has no packet any more`() throws {
    let photo = SamplePhotos.webp(
      exif: SamplePhotos.exif(bigEndian: false), packet: SamplePhotos.packet)
    let kept = try #require(PhotoLocation.removed(from: photo, mediaType: "image/webp"))
    #expect(Array(kept[4..<8]) == SamplePhotos.littleEndian(kept.count - 8))
    #expect(kept[20] == 0x08)
  }

  @Test func `an Exif block that cannot be read becomes zeros if it may hold a location`() throws {
    var exif = SamplePhotos.exif(bigEndian: true)
    exif[4] = 0xFF
    let photo = SamplePhotos.jpeg(exif: exif, packet: SamplePhotos.plainPacket)
    let kept = try #require(PhotoLocation.removed(from: photo, mediaType: "image/jpeg"))
    #expect(kept.count == photo.count && !kept.contains(SamplePhotos.secret))
    let harmless = SamplePhotos.jpeg(
      exif: Array(exif.prefix(20)), packet: SamplePhotos.plainPacket)
    #expect(PhotoLocation.removed(from: harmless, mediaType: "image/jpeg") == nil)
  }

  @Test(arguments: 1...40)
  func `no cut or flip of bytes stops it, and the picture's own bytes stay`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    for kind in Kind.all {
      let photo = kind.withLocation
      let cut = Array(photo.prefix(Int.random(in: 0...photo.count, using: &generator)))
      let left = PhotoLocation.removed(from: cut, mediaType: kind.mediaType) ?? cut
      #expect(left.count <= cut.count)
      var flipped = photo
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: flipped.indices, using: &generator)
        flipped[place] ^= UInt8.random(in: 1...255, using: &generator)
      }
      let kept = PhotoLocation.removed(from: flipped, mediaType: kind.mediaType) ?? flipped
      #expect(kept.count <= flipped.count)
      // Twice is once: what was left the first time is no location.
      #expect(PhotoLocation.removed(from: kept, mediaType: kind.mediaType) == nil)
      // Flips inside of the Exif block alone change nothing outside of it.
      var exif = SamplePhotos.exif(bigEndian: kind.isBigEndian)
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        exif[Int.random(in: exif.indices, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      let hostile = kind.make(exif, SamplePhotos.plainPacket)
      let tamed = PhotoLocation.removed(from: hostile, mediaType: kind.mediaType) ?? hostile
      let start = try #require(hostile.firstRange(of: exif)).lowerBound
      #expect(tamed.count == hostile.count)
      #expect(tamed[..<start] == hostile[..<start])
      if kind.mediaType == "image/webp" {
        #expect(tamed[(start + exif.count)...] == hostile[(start + exif.count)...])
      }
    }
  }
}

/// The tags of an Exif block, read anew without the program's code.
private struct ReadExif {
  var tags: [[Int]] = []
  var orientation: Int?

  /// Finds the block in a picture's bytes.
  init?(in bytes: [UInt8]) {
    for (mark, isBig) in [([0x4D, 0x4D, 0, 0x2A], true), ([0x49, 0x49, 0x2A, 0], false)] {
      guard let start = bytes.firstRange(of: mark.map { UInt8($0) })?.lowerBound else { continue }
      let block = Array(bytes[start...])
      func number(_ place: Int, _ size: Int) -> Int {
        let digits = Array(block[place..<(place + size)])
        return (isBig ? digits : digits.reversed()).reduce(0) { $0 << 8 | Int($1) }
      }
      for directory in [8, 100, 200] {
        let count = number(directory, 2)
        tags.append((0..<count).map { number(directory + 2 + 12 * $0, 2) })
        // Whatever the number of entries, the chain goes on from the first directory.
        if directory == 8, number(directory + 2 + 12 * count, 4) != 200 { return nil }
      }
      orientation = number(8 + 2 + 8, 2)
      return
    }
    return nil
  }
}
