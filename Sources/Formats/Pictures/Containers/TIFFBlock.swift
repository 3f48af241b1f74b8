/// A TIFF file as Exif blocks are one (TIFF 6.0, 2; Exif 2.32, 4.6).
///
/// A directory is a count, entries of 12 bytes (tag, type, count, value or where it stands), and
/// where the next directory stands. Numbers are of either byte order.
struct TIFFBlock {
  var bytes: [UInt8]
  private let isBigEndian: Bool

  /// Takes a block that begins as TIFF does.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    switch bytes.prefix(4) {
    case [0x49, 0x49, 0x2A, 0x00]: isBigEndian = false
    case [0x4D, 0x4D, 0x00, 0x2A]: isBigEndian = true
    default: return nil
    }
  }

  /// How many entries a directory has, all within the block; nil for what is no directory.
  func entryCount(of directory: Int) -> Int? {
    guard directory >= 8, let count = number(at: directory, size: 2),
      directory + 2 + 12 * count <= bytes.count
    else { return nil }
    return count
  }

  /// An unsigned number; nil beyond the end.
  func number(at place: Int, size: Int) -> Int? {
    guard place >= 0, place + size <= bytes.count else { return nil }
    let digits = bytes[place..<(place + size)]
    return isBigEndian
      ? digits.reduce(0) { $0 << 8 | Int($1) } : digits.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// Writes an unsigned number of two or four bytes, which are there.
  mutating func write(_ number: Int, size: Int, at place: Int) {
    for index in 0..<size {
      let shift = 8 * (isBigEndian ? size - 1 - index : index)
      bytes[place + index] = UInt8(truncatingIfNeeded: number >> shift)
    }
  }

  mutating func blank(_ range: Range<Int>) {
    bytes.replaceSubrange(range, with: repeatElement(0, count: range.count))
  }
}
