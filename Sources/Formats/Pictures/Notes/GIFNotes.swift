/// The notes of a GIF file: comments, extensions of single programs, and what is appended (GIF89a,
/// 17 to 27).
enum GIFNotes {
  /// The extensions that say how often an animation is repeated.
  private static let repetitions = ["NETSCAPE2.0", "ANIMEXTS1.0"]

  static func all(in bytes: [UInt8]) -> [PictureNote] {
    guard bytes.count >= 13 else { return [] }
    var notes: [PictureNote] = []
    var position = 13 + colours(bytes[10])
    while position < bytes.count {
      let start = position
      switch bytes[position] {
      case 0x21:
        guard position + 1 < bytes.count else { return notes }
        let label = bytes[position + 1]
        guard let end = endOfBlocks(in: bytes, from: position + 2) else { return notes }
        position = end
        let name = String(decoding: bytes[start..<end].dropFirst(3).prefix(11), as: UTF8.self)
        if label == 0xFE || label == 0xFF && !repetitions.contains(name) {
          notes.append(PictureNote(whole: start..<end, kind: .text))
        }
      case 0x2C:
        guard position + 10 < bytes.count else { return notes }
        let data = position + 10 + colours(bytes[position + 9]) + 1
        guard let end = endOfBlocks(in: bytes, from: data) else { return notes }
        position = end
      case 0x3B:
        let rest = (position + 1)..<bytes.count
        if !rest.isEmpty { notes.append(PictureNote(whole: rest, kind: .text)) }
        return notes
      default: return notes
      }
    }
    return notes
  }

  /// How many bytes a table of colours takes, by the flags that announce it.
  private static func colours(_ flags: UInt8) -> Int {
    flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1)
  }

  /// Where a sequence of blocks ends, each a length and as many bytes, the last one empty.
  private static func endOfBlocks(in bytes: [UInt8], from start: Int) -> Int? {
    var position = start
    while position < bytes.count {
      let length = Int(bytes[position])
      position += 1 + length
      if length == 0 { return position }
    }
    return nil
  }
}
