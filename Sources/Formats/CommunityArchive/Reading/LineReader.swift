import PipelineCore

/// Splits a byte source at line feeds, in memory bounded by the largest line.
final class LineReader {
  struct Line {
    /// Without the line feed; the front alone if the line is too large.
    var bytes: [UInt8]
    /// Counted from 1.
    var number: Int
    var byteOffset: Int64
    var isTooLarge: Bool
  }

  private let source: any ByteSource
  private let maximumBytes: Int
  private var buffer: [UInt8] = []
  private var position = 0
  private var number = 0
  private var offset: Int64 = 0
  private var isAtEnd = false

  init(_ source: any ByteSource, maximumBytes: Int) {
    self.source = source
    self.maximumBytes = maximumBytes
  }

  /// The next line that is not blank; nil at the end.
  func next() throws(ReadFault) -> Line? {
    while let line = try nextAny() {
      if line.isTooLarge || !line.bytes.allSatisfy(isSpace) { return line }
    }
    return nil
  }

  private func nextAny() throws(ReadFault) -> Line? {
    if offset == 0 { try skipByteOrderMark() }
    var line = Line(bytes: [], number: number + 1, byteOffset: offset, isTooLarge: false)
    var length: Int64 = 0
    while true {
      if position == buffer.count, try !refill() {
        guard length > 0 else { return nil }
        break
      }
      let rest = buffer[position...]
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      let piece = rest[..<(end ?? rest.endIndex)]
      position = end.map { $0 + 1 } ?? buffer.count
      length += Int64(piece.count) + (end == nil ? 0 : 1)
      if line.bytes.count + piece.count > maximumBytes { line.isTooLarge = true }
      if line.isTooLarge {
        let room = Rejection.rawLimit - line.bytes.count
        if room >= 0 { line.bytes += piece.prefix(room) }
        if room < 0 { line.bytes.removeSubrange(Rejection.rawLimit...) }
      } else {
        line.bytes += piece
      }
      if end != nil { break }
    }
    number += 1
    offset += length
    return line
  }

  private func skipByteOrderMark() throws(ReadFault) {
    guard buffer.isEmpty, try refill() else { return }
    while buffer.count < 3 {
      let front = buffer
      guard try refill() else {
        buffer = front
        return
      }
      buffer = front + buffer
    }
    guard buffer.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    position = 3
    offset = 3
  }

  private func refill() throws(ReadFault) -> Bool {
    guard !isAtEnd else { return false }
    var fault: ReadFault?
    buffer = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { space, count in
      do throws(ReadFault) {
        count = try source.read(into: UnsafeMutableRawBufferPointer(space))
      } catch {
        fault = error
      }
    }
    position = 0
    if let fault { throw fault }
    isAtEnd = buffer.isEmpty
    return !isAtEnd
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
