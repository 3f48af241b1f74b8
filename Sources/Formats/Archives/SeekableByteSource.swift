public import PipelineCore

/// A source that can go back and forth.
public protocol SeekableByteSource: ByteSource {
  /// How many bytes there are.
  var size: Int64 { get }
  /// Where the next read begins, in bytes from 0.
  var position: Int64 { get }
  /// Moves the next read; a place past the end reads as the end.
  func seek(to position: Int64)
}

/// Bytes in memory as a seekable source; an inner zip is read through it.
final class SeekableMemorySource: SeekableByteSource {
  private let bytes: [UInt8]
  private(set) var position: Int64 = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var size: Int64 { Int64(bytes.count) }

  func seek(to position: Int64) {
    precondition(position >= 0, "a position is not negative")
    self.position = position
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard position < size else { return 0 }
    let start = Int(position)
    let count = min(buffer.count, bytes.count - start)
    bytes.withUnsafeBytes { all in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[start..<start + count]))
    }
    position += Int64(count)
    return count
  }
}
