/// The chunks of a WebP file (RFC 9649, 2.7).
struct WebPFile {
  struct Chunk {
    /// Four letters; empty for what stands behind the file's own end.
    var name: String
    /// With its head, and the byte that makes its length even.
    var whole: Range<Int>
    var content: Range<Int>
  }

  /// In the order of the file, up to where it is damaged.
  private(set) var chunks: [Chunk] = []

  init(_ bytes: [UInt8]) {
    var position = 12
    while position + 8 <= bytes.count {
      let length = WebPFile.number(in: bytes, at: position + 4)
      let content = (position + 8)..<(position + 8 + length)
      guard content.upperBound <= bytes.count else { break }
      // The last one of a cut file may lack the byte that makes its length even.
      let end = min(content.upperBound + length % 2, bytes.count)
      chunks.append(
        Chunk(
          name: String(decoding: bytes[position..<(position + 4)], as: UTF8.self),
          whole: position..<end, content: content))
      position = end
    }
  }

  /// The part of an `EXIF` chunk that is the block; some writers keep the head it has in JPEG.
  static func block(of chunk: Chunk, in bytes: [UInt8]) -> Range<Int> {
    bytes[chunk.content].starts(with: JPEGFile.exifHead)
      ? chunk.content.dropFirst(JPEGFile.exifHead.count) : chunk.content
  }

  /// Says in the file's heads what the cuts so far left of it.
  func settle(_ edits: inout ByteEdits, without flags: UInt8) {
    guard edits.cutCount > 0 else { return }
    if let head = chunks.first(where: { $0.name == "VP8X" && !$0.content.isEmpty }) {
      let place = head.content.lowerBound
      edits.overwrite(place..<(place + 1), with: [edits.bytes[place] & ~flags])
    }
    let size = max(0, WebPFile.number(in: edits.bytes, at: 4) - edits.cutCount)
    edits.overwrite(4..<8, with: [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: size >> $0) })
  }

  private static func number(in bytes: [UInt8], at place: Int) -> Int {
    bytes[place..<(place + 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
