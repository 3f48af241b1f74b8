import PipelineCore
import RecipeText

/// One line of a text, without its end.
struct TextLine: Equatable {
  /// Counted from 1.
  var number: Int
  /// UTF-8 without NUL and the end-of-file marks of DOS programs.
  var bytes: [UInt8]
  /// Whether text that was encoded twice was put right.
  var isRepaired = false

  /// Whether there is nothing to see.
  var isBlank: Bool { bytes.allSatisfy { $0 <= 0x20 } }

  /// The bytes without white space at either end.
  var trimmed: ArraySlice<UInt8> { bytes[...].trimmed }
}

extension ArraySlice<UInt8> {
  /// The bytes without ASCII white space at either end.
  var trimmed: ArraySlice<UInt8> {
    let front = drop { $0 <= 0x20 }
    guard let last = front.lastIndex(where: { $0 > 0x20 }) else { return front.prefix(0) }
    return front[front.startIndex...last]
  }

  /// Whether the text stands at the front, ASCII letters in either case.
  func starts(withWord word: StaticString) -> Bool {
    guard count >= word.utf8CodeUnitCount else { return false }
    let wanted = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    return zip(self, wanted).allSatisfy { lowercased($0) == lowercased($1) }
  }

  /// Whether the text stands anywhere, ASCII letters in either case.
  func contains(word: StaticString) -> Bool {
    indices.contains { self[$0...].starts(withWord: word) }
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

/// The lines of a text file as UTF-8, with any of the three line ends.
///
/// Memory is bounded: of a line longer than the limit one byte more than the limit is kept, so
/// that whoever adds up a record finds it too large.
final class TextLineStream {
  private let source: TextByteSource
  private let location: SourceLocation
  private let longestLine: Int
  private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  private var position = 0
  private var end = 0
  private var number = 0
  private var isAfterReturn = false

  init(_ source: any ByteSource, at location: SourceLocation, longestLine: Int) {
    self.source = TextByteSource(source)
    self.location = location
    self.longestLine = longestLine
  }

  /// Gives the next line; nil at the end.
  ///
  /// A last line without an end counts unless it is empty.
  func next() throws(ReadFault) -> TextLine? {
    var bytes: [UInt8] = []
    var isStarted = false
    while true {
      if position == end {
        try fill()
        if end == 0 { return isStarted ? line(bytes) : nil }
      }
      if isAfterReturn {
        isAfterReturn = false
        if buffer[position] == 0x0A {
          position += 1
          continue
        }
      }
      isStarted = true
      let rest = buffer[position..<end]
      let stop = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? end
      let room = longestLine + 1 - bytes.count
      if room > 0 { bytes += buffer[position..<stop].prefix(room) }
      position = stop
      guard stop < end else { continue }
      isAfterReturn = buffer[stop] == 0x0D
      position += 1
      return line(bytes)
    }
  }

  private func line(_ bytes: [UInt8]) -> TextLine {
    number += 1
    var line = TextLine(number: number, bytes: bytes)
    if bytes.contains(where: { $0 == 0 || $0 == 0x14 || $0 == 0x1A }) {
      line.bytes.removeAll { $0 == 0 || $0 == 0x14 || $0 == 0x1A }
    }
    if source.isDoubleEncoded, let repaired = DoubleEncoding.repaired(line.bytes) {
      line.bytes = repaired
      line.isRepaired = true
    }
    return line
  }

  private func fill() throws(ReadFault) {
    position = 0
    end = 0
    var fault: ReadFault?
    var count = 0
    buffer.withUnsafeMutableBytes { bytes in
      do throws(ReadFault) { count = try source.read(into: bytes) } catch { fault = error }
    }
    if let fault {
      var place = location
      place.line = number + 1
      throw ReadFault(fault.cause, at: fault.location ?? place)
    }
    end = count
  }
}
