import PipelineCore

/// Feeds packed bytes to libarchive, and remembers why they stopped.
final class ContainerInput {
  let source: any ByteSource
  let seekable: (any SeekableByteSource)?
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
  /// How many bytes were handed over, counted again when they are read again.
  private(set) var handedBytes: Int64 = 0
  private(set) var fault: ReadFault?

  /// Reads a source from its front.
  init(streaming source: any ByteSource) {
    self.source = source
    seekable = nil
  }

  /// Reads a source in any order.
  init(seeking source: any SeekableByteSource) {
    source.seek(to: 0)
    self.source = source
    seekable = source
  }

  deinit {
    buffer.deallocate()
  }

  /// The next piece, valid until the next call; nil after a fault, empty at the end.
  func nextPiece() -> UnsafeRawBufferPointer? {
    guard fault == nil else { return nil }
    do throws(ReadFault) {
      let count = try source.read(into: buffer)
      handedBytes += Int64(count)
      return UnsafeRawBufferPointer(rebasing: buffer[..<count])
    } catch {
      fault = error
      return nil
    }
  }

  /// Reads on to the end, so that what guards the whole input is checked.
  func drain() throws(ReadFault) {
    guard seekable == nil else { return }
    while let piece = nextPiece(), !piece.isEmpty {}
    if let fault { throw fault }
  }
}
