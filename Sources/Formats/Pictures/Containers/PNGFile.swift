/// The chunks of a PNG file (W3C PNG, 5.3).
struct PNGFile {
  struct Chunk {
    /// Four letters; empty for what stands behind the last chunk.
    var name: String
    /// With its length, name and checksum.
    var whole: Range<Int>
    var content: Range<Int>
  }

  /// In the order of the file, up to where it is damaged.
  private(set) var chunks: [Chunk] = []

  init(_ bytes: [UInt8]) {
    var position = 8
    while position + 12 <= bytes.count {
      let length = bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
      let end = position + 12 + length
      guard end <= bytes.count else { return }
      let name = String(decoding: bytes[(position + 4)..<(position + 8)], as: UTF8.self)
      chunks.append(
        Chunk(name: name, whole: position..<end, content: (position + 8)..<(end - 4)))
      position = end
      if name == "IEND" { break }
    }
    if position < bytes.count, chunks.last?.name == "IEND" {
      let rest = position..<bytes.count
      chunks.append(Chunk(name: "", whole: rest, content: rest))
    }
  }

  /// Gives a chunk another content of the same length, and the checksum that belongs to it.
  static func overwrite(_ chunk: Chunk, with content: [UInt8], in edits: inout ByteEdits) {
    edits.overwrite(chunk.content, with: content)
    let covered = (chunk.content.lowerBound - 4)..<chunk.content.upperBound
    edits.overwrite(
      chunk.content.upperBound..<chunk.whole.upperBound, with: checksum(of: edits.bytes[covered]))
  }

  /// CRC-32 as chunks end with it (ISO 3309), the highest byte first.
  private static func checksum(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    var remainder: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1) * 0xEDB8_8320 }
    }
    let sum = ~remainder
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
  }
}
