import PipelineCore

/// The central directory of a zip as far as libarchive does not tell it.
///
/// libarchive reads the whole directory into memory before it gives the first entry, takes
/// entries that share one place for one, and cuts names at a NUL. So the directory is counted
/// here first.
struct ZipDirectory {
  /// How many entries the directory lists.
  private(set) var entries = 0
  /// The parts before the NUL of names that hold one.
  private(set) var namesCutAtNUL: Set<[UInt8]> = []

  private static let endBytes = 22
  private static let zip64LocatorBytes = 20
  private static let longestComment = 65_535

  /// Reads the directory; nil if there is none at the end of the source, as when it is cut off.
  ///
  /// The directory of a zip that is stored in one that was cut off is not taken for it.
  /// Counting stops above `limit` entries.
  init?(of source: any SeekableByteSource, limit: Int) throws(ReadFault) {
    let tailBytes = min(
      source.size,
      Int64(ZipDirectory.longestComment + ZipDirectory.endBytes + ZipDirectory.zip64LocatorBytes))
    let tailStart = source.size - tailBytes
    let tail = try source.bytes(at: tailStart, count: Int(tailBytes))
    guard let end = ZipDirectory.endRecord(in: tail) else { return nil }
    var directoryBytes = Int64(tail.littleEndian(at: end + 12, bytes: 4))
    var statedStart = Int64(tail.littleEndian(at: end + 16, bytes: 4))
    var directoryEnd = tailStart + Int64(end)
    if let zip64 = ZipDirectory.zip64End(in: tail, before: end) {
      let record = try source.bytes(at: zip64, count: 56)
      guard record.starts(with: [0x50, 0x4B, 0x06, 0x06]), record.count == 56 else { return nil }
      directoryBytes = Int64(clamping: record.littleEndian(at: 40, bytes: 8))
      statedStart = Int64(clamping: record.littleEndian(at: 48, bytes: 8))
      directoryEnd = zip64
    }
    // The directory lies right before its end record, even when something precedes the zip.
    guard directoryBytes <= directoryEnd else { return nil }
    if statedStart < directoryEnd - directoryBytes,
      try source.bytes(at: 0, count: 4) == [0x50, 0x4B, 0x03, 0x04]
    {
      return nil
    }
    try count(from: directoryEnd - directoryBytes, to: directoryEnd, in: source, limit: limit)
  }

  private static func endRecord(in tail: [UInt8]) -> Int? {
    guard tail.count >= endBytes else { return nil }
    var start = tail.count - endBytes
    while start >= 0 {
      if tail[start...].starts(with: [0x50, 0x4B, 0x05, 0x06]) { return start }
      start -= 1
    }
    return nil
  }

  /// Where the end record of a zip64 directory lies, if there is one.
  private static func zip64End(in tail: [UInt8], before end: Int) -> Int64? {
    let locator = end - zip64LocatorBytes
    guard locator >= 0, tail[locator...].starts(with: [0x50, 0x4B, 0x06, 0x07]) else {
      return nil
    }
    return Int64(clamping: tail.littleEndian(at: locator + 8, bytes: 8))
  }

  private mutating func count(
    from start: Int64, to end: Int64, in source: any SeekableByteSource, limit: Int
  ) throws(ReadFault) {
    let headerBytes = 46
    var window: [UInt8] = []
    var windowStart = start
    var position = start
    while position < end, entries <= limit {
      var offset = Int(position - windowStart)
      if offset + headerBytes + 65_535 > window.count, windowStart + Int64(window.count) < end {
        windowStart = position
        offset = 0
        window = try source.bytes(at: position, count: Int(min(end - position, 1 << 20)))
      }
      guard offset + headerBytes <= window.count,
        window[offset...].starts(with: [0x50, 0x4B, 0x01, 0x02])
      else { return }
      let name = Int(window.littleEndian(at: offset + 28, bytes: 2))
      let extra = Int(window.littleEndian(at: offset + 30, bytes: 2))
      let comment = Int(window.littleEndian(at: offset + 32, bytes: 2))
      let nameStart = offset + headerBytes
      guard nameStart + name <= window.count else { return }
      let rawName = window[nameStart..<nameStart + name]
      if let cut = rawName.firstIndex(of: 0) { namesCutAtNUL.insert(Array(rawName[..<cut])) }
      entries += 1
      position += Int64(headerBytes + name + extra + comment)
    }
  }
}

extension SeekableByteSource {
  /// The bytes from a position on; fewer than asked for at the end.
  fileprivate func bytes(at position: Int64, count: Int) throws(ReadFault) -> [UInt8] {
    guard position >= 0, position <= size else { return [] }
    seek(to: position)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      if try bytes.append(upTo: count - bytes.count, from: self) == 0 { break }
    }
    return bytes
  }
}

extension [UInt8] {
  /// An unsigned number of up to eight bytes, lowest first.
  fileprivate func littleEndian(at offset: Int, bytes: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in (0..<bytes).reversed() { value = value << 8 | UInt64(self[offset + index]) }
    return value
  }
}
