import PipelineCore

#if canImport(Glibc)
  import Glibc
#endif

/// The part of a log that is in memory: one line, growing until it is whole, and what follows it.
final class LogWindow {
  /// Lines longer than this are rejected and passed over.
  static let maximumLineBytes = 1 << 20
  private static let readBytes = 256 << 10

  private let source: any ByteSource
  private static let capacity = maximumLineBytes + 2 * readBytes
  /// Where the bytes in memory lie.
  ///
  /// Who keeps the page keeps its bytes: the window then goes on in another.
  private(set) var page: Page
  /// Pages that somebody kept; they are used again once nobody does.
  private var turned: [Page] = []
  private var storage: UnsafeMutablePointer<UInt8>
  /// What must outlive the window's next read: unescaped texts, the front of a line too long.
  private let scratch: UnsafeMutablePointer<UInt8>
  private var scratchCount = 0
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  /// The line that the window starts on, counted from 1.
  private(set) var line = 1
  /// Where the window starts, in bytes from 0.
  private(set) var byteOffset: Int64 = 0

  init(_ source: any ByteSource) {
    self.source = source
    page = Page()
    storage = page.bytes
    scratch = .allocate(capacity: LogWindow.capacity)
  }

  /// Memory that a part of a log lies in.
  final class Page {
    fileprivate let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: LogWindow.capacity)

    deinit { bytes.deallocate() }
  }

  deinit {
    scratch.deallocate()
  }

  /// The bytes in memory that were not consumed.
  var available: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: storage + start, count: end - start)
  }

  /// Where a line ends, counted from the window's start.
  enum LineEnd {
    case newline(Int)
    case input(Int)
    case beyondLimit
  }

  /// Finds the first line end at or after a position, and reads as much as that takes.
  func lineEnd(from position: Int = 0) throws(ReadFault) -> LineEnd {
    var searched = position
    while true {
      let count = end - start
      if let found = index(of: 0x0A, from: searched) {
        return found <= LogWindow.maximumLineBytes ? .newline(found) : .beyondLimit
      }
      if count > LogWindow.maximumLineBytes { return .beyondLimit }
      if isAtEnd { return .input(count) }
      searched = count
      try readMore()
    }
  }

  /// The next line without its newline, when all of it is in memory and it is not too long.
  @inline(__always)
  var wholeLine: UnsafeBufferPointer<UInt8>? {
    guard let end = index(of: 0x0A, from: 0), end <= LogWindow.maximumLineBytes else { return nil }
    return UnsafeBufferPointer(start: storage + start, count: end)
  }

  /// Consumes the next line, however it ends; nil at the end.
  @inline(__always)
  func nextLine() throws(ReadFault) -> TextLine? {
    let (number, offset) = (line, byteOffset)
    let length: Int
    let isCut: Bool
    switch try lineEnd() {
    case .newline(let end): (length, isCut) = (end, false)
    case .input(0): return nil
    case .input(let end): (length, isCut) = (end, true)
    case .beyondLimit:
      return TextLine(number: number, byteOffset: offset, bytes: try skipLine(), isTooLong: true)
    }
    let bytes = UnsafeBufferPointer(rebasing: available[..<length])
    consume(isCut ? length : length + 1, newlines: isCut ? 0 : 1)
    return TextLine(number: number, byteOffset: offset, bytes: bytes, isCut: isCut)
  }

  /// Passes over bytes, which stay where they are until more is read.
  func consume(_ count: Int, newlines: Int) {
    start += count
    byteOffset += Int64(count)
    line += newlines
    scratchCount = 0
  }

  /// Passes over the rest of a line of any length, its end included; gives its front.
  func skipLine() throws(ReadFault) -> UnsafeBufferPointer<UInt8> {
    scratchCount = 0
    let front = keep(UnsafeBufferPointer(rebasing: available.prefix(Rejection.rawLimit)))
    while true {
      if let found = index(of: 0x0A, from: 0) {
        start += found + 1
        byteOffset += Int64(found + 1)
        line += 1
        return front
      }
      byteOffset += Int64(end - start)
      start = end
      if isAtEnd { return front }
      try readMore()
    }
  }

  /// Copies bytes of the current line to where they stay until the next line is consumed.
  func keep(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    precondition(scratchCount + bytes.count <= LogWindow.capacity, "what is kept fits in one line")
    let target = scratch + scratchCount
    if let base = bytes.baseAddress { target.update(from: base, count: bytes.count) }
    scratchCount += bytes.count
    return UnsafeBufferPointer(start: target, count: bytes.count)
  }

  func skipByteOrderMark() throws(ReadFault) {
    while end - start < 3, !isAtEnd { try readMore() }
    if available.starts(with: [0xEF, 0xBB, 0xBF]) { consume(3, newlines: 0) }
  }

  /// Passes over blank lines; the first byte that is no white space, or nil at the end.
  func firstMeaningfulByte() throws(ReadFault) -> UInt8? {
    var blank = 0
    while true {
      while start + blank < end {
        let byte = storage[start + blank]
        guard byte.isSpace else { return byte }
        blank += 1
        if byte == 0x0A {
          consume(blank, newlines: 1)
          blank = 0
        }
      }
      if isAtEnd { return nil }
      guard blank <= LogWindow.maximumLineBytes else { return storage[start] }
      try readMore()
    }
  }

  /// Whether one of the lines at the front of the log starts with the byte.
  func hasLine(startingWith byte: UInt8) throws(ReadFault) -> Bool {
    try front().split(separator: 0x0A).contains { $0.first == byte }
  }

  /// The first 64 KiB of what was not consumed, or all of it.
  func front() throws(ReadFault) -> UnsafeBufferPointer<UInt8> {
    let limit = 64 << 10
    while end - start < limit, !isAtEnd { try readMore() }
    return UnsafeBufferPointer(rebasing: available.prefix(limit))
  }

  private func index(of byte: Int32, from position: Int) -> Int? {
    let base = storage + start
    guard let found = memchr(base + position, byte, end - start - position) else { return nil }
    return UnsafePointer(base).distance(
      to: UnsafePointer(found.assumingMemoryBound(to: UInt8.self)))
  }

  /// Goes on in a page that nobody else keeps.
  private func turnPage() {
    if isKnownUniquelyReferenced(&page) { return }
    turned.append(page)
    let free = turned.indices.first { isKnownUniquelyReferenced(&turned[$0]) }
    page = free.map { turned.remove(at: $0) } ?? Page()
    storage = page.bytes
  }

  private func readMore() throws(ReadFault) {
    if LogWindow.capacity - end < LogWindow.readBytes {
      let rest = storage + start
      turnPage()
      memmove(storage, rest, end - start)
      end -= start
      start = 0
    }
    let count = try source.read(
      into: UnsafeMutableRawBufferPointer(start: storage + end, count: LogWindow.readBytes))
    if count == 0 { isAtEnd = true }
    end += count
  }
}

/// One line of a text, as it lies in the window.
struct TextLine {
  /// Counted from 1.
  var number: Int
  /// Where it starts, in bytes from 0.
  var byteOffset: Int64
  /// The line without its newline; of one that is too long, its front.
  var bytes: UnsafeBufferPointer<UInt8>
  /// Whether the input ends in it.
  var isCut = false
  var isTooLong = false

  /// The line as one that is too long.
  var beyondLimit: LogLine {
    LogLine(
      content: .problem(.tooLarge, "the line is longer than 1 MiB"), number: number,
      byteOffset: byteOffset, raw: bytes)
  }
}

extension UInt8 {
  /// White space of RFC 8259.
  var isSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
