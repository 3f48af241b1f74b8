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
