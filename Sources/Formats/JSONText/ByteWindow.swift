import PipelineCore

#if canImport(Glibc)
  import Glibc
#endif

/// The part of a byte source that is in memory: one record, growing until it is whole.
final class ByteWindow {
  /// A position in the source.
  struct Place {
    var line: Int
    var byteOffset: Int64
  }

  let maximumBytes: Int
  private let source: any ByteSource
  private var storage: UnsafeMutablePointer<UInt8>
  /// The front of a record that was too large, after the record itself has left the window.
  private let kept = UnsafeMutablePointer<UInt8>.allocate(capacity: Rejection.rawLimit)
  private var capacity: Int
  private var start = 0
  private var end = 0
  private var line = 1
  private var offset: Int64 = 0
  private(set) var isAtEnd = false

  private static let readBytes = 256 * 1024

  init(_ source: any ByteSource, maximumBytes: Int) {
    self.source = source
    self.maximumBytes = maximumBytes
    capacity = ByteWindow.readBytes
    storage = .allocate(capacity: capacity)
  }

  deinit {
    storage.deallocate()
    kept.deallocate()
  }

  /// The bytes in memory that are not consumed.
  var available: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: storage + start, count: end - start)
  }

  var first: UInt8? { start < end ? storage[start] : nil }

  var place: Place { Place(line: line, byteOffset: offset) }

  /// Reads until so many bytes are there, or the source ends.
  func fill(atLeast count: Int) throws(ReadFault) {
    while end - start < count, !isAtEnd { try readMore() }
  }

  func consume(_ count: Int) {
    line += newlines(in: UnsafeBufferPointer(rebasing: available[..<count]))
    start += count
    offset += Int64(count)
  }

  func skipByteOrderMark() {
    if available.starts(with: [0xEF, 0xBB, 0xBF]) { consume(3) }
  }

  /// Passes over white space; false at the end of the source.
  func skipWhiteSpace() throws(ReadFault) -> Bool {
    while true {
      var count = 0
      while start + count < end, isJSONSpace(storage[start + count]) { count += 1 }
      consume(count)
      if start < end { return true }
      if isAtEnd { return false }
      try readMore()
    }
  }

  /// Where the byte is at or after a position, counted from the window's front; nil when it is
  /// not in the source, or the record would be too large.
  func index(of byte: UInt8, from position: Int = 0) throws(ReadFault) -> Int? {
    var searched = position
    while true {
      let front = storage + start
      if let found = memchr(front + searched, Int32(byte), available.count - searched) {
        return UnsafeRawPointer(front).distance(to: UnsafeRawPointer(found))
      }
      searched = available.count
      guard !isAtEnd, searched < maximumBytes else { return nil }
      try readMore()
    }
  }

  /// Whether a comma, a closing bracket or the end comes next after so many bytes.
  func isSeparated(after count: Int) throws(ReadFault) -> Bool {
    var position = count
    while true {
      while position < available.count, isJSONSpace(available[position]) { position += 1 }
      if position < available.count {
        return available[position] == UInt8(ascii: ",") || available[position] == UInt8(ascii: "]")
      }
      if isAtEnd { return true }
      try readMore()
    }
  }

  /// How a value at the window's front ends.
  enum ValueEnd {
    /// After so many bytes.
    case after(Int)
    case beyondLimit
    case beyondInput
  }

  /// Reads until the value ends, passes the limit, or the source ends.
  ///
  /// Embedded files do not count towards the limit as long as all is within `maximumBytes`.
  func extend(_ extent: inout JSONExtent, limit: Int) throws(ReadFault) -> ValueEnd {
    while true {
      let end = extent.end(in: available)
      let count = end ?? available.count
      let isBeyond = end == nil ? count >= limit : count > limit
      if isBeyond, count > maximumBytes || count - extent.embeddedBytes(in: available) > limit {
        return .beyondLimit
      }
      if let end { return .after(end) }
      if isAtEnd { return .beyondInput }
      try readMore()
    }
  }

  /// Passes over the rest of a value without keeping it; false when the source ends first.
  func skip(_ extent: inout JSONExtent) throws(ReadFault) -> Bool {
    while true {
      if let end = extent.end(in: available) {
        consume(end)
        return true
      }
      let count = available.count
      consume(count)
      extent.drop(count)
      if isAtEnd { return false }
      try readMore()
    }
  }

  func record(
    length: Int, at place: Place, pointer: String, problem: JSONRecord.Problem?
  ) -> JSONRecord {
    var length = length
    while length > 0, isJSONSpace(storage[start + length - 1]) { length -= 1 }
    return JSONRecord(
      bytes: UnsafeBufferPointer(start: storage + start, count: length), line: place.line,
      byteOffset: place.byteOffset, pointer: pointer, problem: problem)
  }

  /// A record whose front was copied before the rest of it was passed over.
  func keep(
    _ front: [UInt8], at place: Place, pointer: String = "", problem: JSONRecord.Problem
  ) -> JSONRecord {
    front.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { kept.update(from: base, count: buffer.count) }
    }
    return JSONRecord(
      bytes: UnsafeBufferPointer(start: kept, count: front.count), line: place.line,
      byteOffset: place.byteOffset, pointer: pointer, problem: problem)
  }

  private func readMore() throws(ReadFault) {
    makeRoom()
    let count = try source.read(
      into: UnsafeMutableRawBufferPointer(start: storage + end, count: capacity - end))
    if count == 0 { isAtEnd = true }
    end += count
  }

  private func makeRoom() {
    guard capacity - end < ByteWindow.readBytes / 2 else { return }
    let count = end - start
    if start > 0, capacity - count >= ByteWindow.readBytes / 2 {
      memmove(storage, storage + start, count)
    } else {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      larger.update(from: storage + start, count: count)
      storage.deallocate()
      storage = larger
      capacity *= 2
    }
    start = 0
    end = count
  }

  private func newlines(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in bytes where byte == 0x0A { count += 1 }
    return count
  }
}
