/// A stream of bytes that is read once, from front to back.
///
/// Files, members of archives and inflated content are all read through it. A source belongs to
/// one task; it is never shared.
public protocol ByteSource: AnyObject {
  /// Fills the front of the buffer and says how many bytes it wrote; 0 only at the end.
  ///
  /// May give fewer bytes than the buffer holds. After an error the source gives nothing more.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int
}

extension ByteSource {
  /// Reads to the end and hands over each piece, which is valid in the body only.
  ///
  /// - Throws: `ReadFault` of the source; what the body throws.
  public func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try read(into: buffer)
      if count == 0 { return }
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Reads to the end, for what a source learns on the way.
  public func drain() throws(ReadFault) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    defer { buffer.deallocate() }
    while try read(into: buffer) > 0 {}
  }
}

/// Bytes that are already in memory, as a source.
public final class MemoryByteSource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0
  private let largestRead: Int

  /// Wraps the bytes; `largestRead` bounds what one read gives.
  public init(_ bytes: [UInt8], largestRead: Int = .max) {
    precondition(largestRead > 0, "a read gives at least one byte")
    self.bytes = bytes
    self.largestRead = largestRead
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - position, largestRead)
    guard count > 0 else { return 0 }
    bytes.withUnsafeBytes { all in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
    }
    position += count
    return count
  }
}
