import CZlib
public import PipelineCore

/// The content of gzip data (RFC 1952), inflated while it is read.
///
/// Several members in a row are one content; zeros after the last one are padding, anything
/// else there is a fault. Checksum and length of each member are verified, so content is only
/// known to be whole when a read gave 0.
public final class GzipByteSource: ByteSource {
  private enum State {
    case inflating, betweenMembers, padding, ended
    case failed(ReadFault)
  }

  private let source: any ByteSource
  private let location: SourceLocation
  private let stream: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
  private var state = State.betweenMembers
  private var hasMember = false
  private var received: Int64 = 0
  private var produced: Int64 = 0

  /// Reads gzip data from the source; faults name the location and the offset in the content.
  public init(_ source: any ByteSource, location: SourceLocation) {
    self.source = source
    self.location = location
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = levain_inflate_init(stream, 15 + 16)
    precondition(status == Z_OK, "zlib has the memory that it needs to start")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// How many packed bytes were used up.
  public var packedBytesConsumed: Int64 { received - Int64(stream.pointee.avail_in) }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    guard buffer.count > 0 else { return 0 }
    do throws(ReadFault) {
      while true {
        switch state {
        case .ended: return 0
        case .failed(let fault): throw fault
        case .betweenMembers: try beginMember()
        case .padding: try skipPadding()
        case .inflating:
          let count = try inflate(into: buffer)
          if count > 0 { return count }
        }
      }
    } catch {
      state = .failed(error)
      throw error
    }
  }

  private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    if stream.pointee.avail_in == 0, try !refill() { throw fault(.truncated) }
    let room = min(buffer.count, 1 << 30)
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    let status = CZlib.inflate(stream, Z_NO_FLUSH)
    let count = room - Int(stream.pointee.avail_out)
    produced += Int64(count)
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: state = .betweenMembers
    default: throw fault(.corrupt(detail: damage()))
    }
    return count
  }

  /// Decides what follows: another member, padding, or the end.
  private func beginMember() throws(ReadFault) {
    if stream.pointee.avail_in == 0, try !refill() {
      guard hasMember else { throw fault(.truncated) }
      state = .ended
      return
    }
    guard let next = stream.pointee.next_in?.pointee else { return }
    if next == 0, hasMember {
      state = .padding
    } else if next == 0x1F {
      inflateReset(stream)
      hasMember = true
      state = .inflating
    } else {
      throw fault(.corrupt(detail: "something that is not gzip follows the compressed content"))
    }
  }

  private func skipPadding() throws(ReadFault) {
    while true {
      let rest = UnsafeBufferPointer(
        start: stream.pointee.next_in, count: Int(stream.pointee.avail_in))
      guard rest.allSatisfy({ $0 == 0 }) else {
        throw fault(.corrupt(detail: "something that is not gzip follows the compressed content"))
      }
      guard try refill() else {
        state = .ended
        return
      }
    }
  }

  /// Reads more packed bytes; false at the end of the source.
  private func refill() throws(ReadFault) -> Bool {
    stream.pointee.avail_in = 0
    let count = try source.read(into: input)
    received += Int64(count)
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
    return count > 0
  }

  private func damage() -> String {
    guard let message = stream.pointee.msg else { return "the compressed content is broken" }
    return "the compressed content is broken (\(String(cString: message)))"
  }

  private func fault(_ cause: ReadFault.Cause) -> ReadFault {
    var place = location
    place.byteOffset = produced
    return ReadFault(cause, at: place)
  }
}
