/// The GPS directory of an Exif block (Exif 2.32, 4.6.6).
struct ExifLocation {
  private enum Tag {
    static let exifDirectory = 0x8769
    static let gpsDirectory = 0x8825
  }

  private var block: TIFFBlock
  private var visited: Set<Int> = []
  /// Whether directories lie in each other or are too many, as in no block of a camera.
  private var isHostile = false

  /// How many directories are looked at; a real block has at most five.
  private static let directoryLimit = 16

  /// The block without coordinates, of the same length; nil when it has none.
  ///
  /// What cannot be read as Exif, and holds the number of the GPS tag, becomes zeros as a whole.
  static func removed(from block: ArraySlice<UInt8>) -> [UInt8]? {
    let original = Array(block)
    guard var exif = ExifLocation(original) else { return blankedIfSuspect(original) }
    guard var directory = exif.block.number(at: 4, size: 4), exif.removeEntries(of: directory)
    else {
      return blankedIfSuspect(original)
    }
    // The directories after the first, of which the second is the preview's.
    while let next = exif.next(after: directory), exif.removeEntries(of: next) { directory = next }
    if exif.isHostile { return [UInt8](repeating: 0, count: original.count) }
    return exif.block.bytes == original ? nil : exif.block.bytes
  }

  private init?(_ bytes: [UInt8]) {
    guard let block = TIFFBlock(bytes) else { return nil }
    self.block = block
  }

  /// Nil when nothing in the bytes can be the GPS tag.
  private static func blankedIfSuspect(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.contains([0x88, 0x25]) || bytes.contains([0x25, 0x88]) else { return nil }
    return [UInt8](repeating: 0, count: bytes.count)
  }

  /// Takes the GPS entries out of a directory, moving up what follows them.
  ///
  /// False for what is no directory, and for one that was looked at before.
  private mutating func removeEntries(of directory: Int) -> Bool {
    guard !visited.contains(directory), var left = block.entryCount(of: directory) else {
      return false
    }
    guard visited.count < ExifLocation.directoryLimit else {
      isHostile = true
      return false
    }
    visited.insert(directory)
    var index = 0
    while index < left {
      let entry = directory + 2 + 12 * index
      switch block.number(at: entry, size: 2) {
      case Tag.gpsDirectory:
        if let place = block.number(at: entry + 8, size: 4) { blankDirectory(at: place) }
        // Blanking may have hit this directory too, where a hostile block says that it is both.
        guard isStill(directory, of: left) else { return true }
        let end = min(directory + 2 + 12 * left + 4, block.bytes.count)
        let following = Array(block.bytes[(entry + 12)..<end])
        block.bytes.replaceSubrange(entry..<end, with: following + [UInt8](repeating: 0, count: 12))
        left -= 1
        block.write(left, size: 2, at: directory)
      case Tag.exifDirectory:
        if let place = block.number(at: entry + 8, size: 4) { _ = removeEntries(of: place) }
        guard isStill(directory, of: left) else { return true }
        index += 1
      default:
        index += 1
      }
    }
    return true
  }

  private mutating func isStill(_ directory: Int, of count: Int) -> Bool {
    if block.entryCount(of: directory) != count { isHostile = true }
    return !isHostile
  }

  /// Where the next directory of the chain stands; the last one may lack the number.
  private func next(after directory: Int) -> Int? {
    block.entryCount(of: directory).flatMap { block.number(at: directory + 2 + 12 * $0, size: 4) }
  }

  /// Overwrites the entries of the GPS directory, and their values where they stand apart.
  private mutating func blankDirectory(at start: Int) {
    guard let count = block.entryCount(of: start) else { return }
    for index in 0..<count {
      let entry = start + 2 + 12 * index
      guard let type = block.number(at: entry + 2, size: 2),
        let values = block.number(at: entry + 4, size: 4),
        let place = block.number(at: entry + 8, size: 4)
      else { continue }
      let size = values * ExifLocation.size(ofType: type)
      if size > 4, place >= 8, place + size <= block.bytes.count {
        block.blank(place..<(place + size))
      }
    }
    block.blank(start..<(start + 2 + 12 * count))
  }

  /// How long a value of a type is; 0 for a type that is not known.
  private static func size(ofType type: Int) -> Int {
    switch type {
    case 1, 2, 6, 7: 1
    case 3, 8: 2
    case 4, 9, 11, 13: 4
    case 5, 10, 12: 8
    default: 0
    }
  }
}
