import CISAL
public import PipelineCore

/// The content of gzip data (RFC 1952), inflated while it is read.
///
/// Several members in a row are one content; zeros after the last one are padding, anything
/// else there is a fault. Checksum and length of each member are verified, so content is only
/// known to be whole when a read gave 0. That whole members are missing at the end cannot be seen.
/// A checksum of a header itself (FHCRC), which hardly any program writes, is not supported: such a
/// member is refused as damaged.
public final class GzipByteSource: ByteSource {
  private enum State {
    case inflating, betweenMembers, padding, ended
    /// What came out before the damage is given first.
    case damaged(detail: String)
    case failed(ReadFault)
  }

  private let source: any ByteSource
  private let location: SourceLocation
  private let stream: OpaquePointer
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
  private var state = State.betweenMembers
  private var hasMember = false
  /// Whether output was full, so that there may be more without more input.
  private var mayHoldMore = false
  private var received: Int64 = 0
  private var produced: Int64 = 0

  /// Reads gzip data from the source; faults name the location and the offset in the content.
  public init(_ source: any ByteSource, location: SourceLocation) {
    guard let stream = levain_gunzip_new() else {
      preconditionFailure("there is the memory that unpacking needs to start")
    }
    self.source = source
    self.location = location
    self.stream = stream
    levain_gunzip_feed(stream, nil, 0)
  }

  deinit {
    levain_gunzip_free(stream)
    input.deallocate()
  }

  /// How many packed bytes were used up.
  public var packedBytesConsumed: Int64 { received - Int64(levain_gunzip_available(stream)) }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    guard buffer.count > 0 else { return 0 }
    do throws(ReadFault) {
      while true {
        switch state {
        case .ended: return 0
        case .failed(let fault): throw fault
        case .damaged(let detail):
          let count = rest(into: buffer)
          if count > 0 { return count }
          throw fault(.corrupt(detail: detail))
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
    if levain_gunzip_available(stream) == 0, !mayHoldMore, try !refill() {
      throw fault(.truncated)
    }
    let room = UInt32(min(buffer.count, 1 << 30))
    var count: UInt32 = 0
    let output = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let status = levain_gunzip_run(stream, output, room, &count)
    produced += Int64(count)
    mayHoldMore = count == room
    if status < 0 || status == ISAL_NEED_DICT {
      state = .damaged(detail: GzipByteSource.damage(status))
    } else if levain_gunzip_has_ended(stream) != 0 {
      state = .betweenMembers
    }
    return Int(count)
  }

  private func rest(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let room = UInt32(min(buffer.count, 1 << 30))
    let output = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let count = levain_gunzip_rest(stream, output, room)
    produced += Int64(count)
    return Int(count)
  }

  /// Decides what follows: another member, padding, or the end.
  private func beginMember() throws(ReadFault) {
    if levain_gunzip_available(stream) == 0, try !refill() {
      guard hasMember else { throw fault(.truncated) }
      state = .ended
      return
    }
    guard let next = levain_gunzip_input(stream)?.pointee else { return }
    if next == 0, hasMember {
      state = .padding
    } else if next == 0x1F {
      levain_gunzip_begin(stream)
      hasMember = true
      mayHoldMore = false
      state = .inflating
    } else {
      throw fault(.corrupt(detail: "something that is not gzip follows the compressed content"))
    }
  }

  private func skipPadding() throws(ReadFault) {
    while true {
      let rest = UnsafeBufferPointer(
        start: levain_gunzip_input(stream), count: Int(levain_gunzip_available(stream)))
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
    levain_gunzip_feed(stream, nil, 0)
    let count = try source.read(into: input)
    received += Int64(count)
    levain_gunzip_feed(
      stream, input.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(count))
    return count > 0
  }

  private static func damage(_ status: Int32) -> String {
    let cause =
      switch status {
      case ISAL_INVALID_BLOCK: "a block that is none"
      case ISAL_INVALID_SYMBOL: "a symbol that is none"
      case ISAL_INVALID_LOOKBACK: "a reference to before the start"
      case ISAL_INVALID_WRAPPER: "a header that is none"
      case ISAL_UNSUPPORTED_METHOD: "a method other than deflate"
      case ISAL_INCORRECT_CHECKSUM: "a checksum that does not fit"
      default: "status \(status)"
      }
    return "the compressed content is broken (\(cause))"
  }

  private func fault(_ cause: ReadFault.Cause) -> ReadFault {
    var place = location
    place.byteOffset = produced
    return ReadFault(cause, at: place)
  }
}
