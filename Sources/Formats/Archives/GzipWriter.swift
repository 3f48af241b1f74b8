import CZlib

/// Compresses what is written into one gzip member (RFC 1952) on another sink.
///
/// Equal content gives equal bytes: the header carries neither time nor name. Without `finish`
/// what was written is a cut-off file.
public final class GzipWriter: ByteSink {
  private let sink: any ByteSink
  private let stream: UnsafeMutablePointer<z_stream>
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
  private var isFinished = false

  /// Begins a member; `level` is zlib's, from 0 (stored) over 6 (usual) to 9 (smallest).
  public init(into sink: any ByteSink, level: Int = 6) {
    precondition((0...9).contains(level), "zlib's levels are 0 to 9")
    self.sink = sink
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = levain_deflate_init(stream, Int32(level), 15 + 16)
    precondition(status == Z_OK, "zlib has the memory that it needs to start")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    output.deallocate()
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFault) {
    precondition(!isFinished, "nothing is written behind the end")
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: piece.baseAddress?.assumingMemoryBound(to: UInt8.self))
      stream.pointee.avail_in = UInt32(piece.count)
      try deflate(Z_NO_FLUSH)
      rest = rest.dropFirst(piece.count)
    }
  }

  /// Writes what is left and the checksum; once.
  public func finish() throws(WriteFault) {
    precondition(!isFinished, "a member ends once")
    isFinished = true
    stream.pointee.avail_in = 0
    try deflate(Z_FINISH)
  }

  /// Passes on all that zlib gives for what it was given.
  private func deflate(_ flush: Int32) throws(WriteFault) {
    var isFull = true
    while isFull {
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(output.count)
      let status = CZlib.deflate(stream, flush)
      precondition(status != Z_STREAM_ERROR, "zlib's state is its own")
      let count = output.count - Int(stream.pointee.avail_out)
      if count > 0 { try sink.write(UnsafeRawBufferPointer(rebasing: output[..<count])) }
      isFull = stream.pointee.avail_out == 0
    }
  }
}
