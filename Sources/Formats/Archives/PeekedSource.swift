import PipelineCore

/// A source whose front can be looked at before it is read.
final class PeekedSource: ByteSource {
  static let sampleBytes = 64 * 1024

  let sample: [UInt8]
  private(set) var pendingFault: ReadFault?
  let sampleIsWhole: Bool
  private let rest: any ByteSource
  private var position = 0

  /// Reads up to `limit` bytes ahead; a fault while doing so is kept for the reader.
  init(_ source: any ByteSource, limit: Int = sampleBytes) {
    var bytes: [UInt8] = []
    var isWhole = false
    var fault: ReadFault?
    do throws(ReadFault) {
      isWhole = try PeekedSource.fill(&bytes, from: source, limit: limit)
    } catch {
      fault = error
    }
    sample = bytes
    sampleIsWhole = isWhole
    pendingFault = fault
    rest = source
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    if position < sample.count {
      let count = min(buffer.count, sample.count - position)
      sample.withUnsafeBytes { all in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
      }
      position += count
      return count
    }
    if let pendingFault { throw pendingFault }
    if sampleIsWhole { return 0 }
    return try rest.read(into: buffer)
  }

  /// Whether this looks directly at the given source.
  func reads(_ source: any ByteSource) -> Bool { rest === source }

  /// Appends until the limit or the end, and says whether the end was reached.
  private static func fill(
    _ bytes: inout [UInt8], from source: any ByteSource, limit: Int
  ) throws(ReadFault) -> Bool {
    var room = min(4096, limit)
    while bytes.count < limit {
      room = min(max(room, bytes.count), limit - bytes.count, 1 << 20)
      let count = try bytes.append(upTo: room, from: source)
      if count == 0 { return true }
    }
    return false
  }
}

extension [UInt8] {
  /// Appends what one read gives, at most `room` bytes; returns how many came.
  mutating func append(upTo room: Int, from source: any ByteSource) throws(ReadFault) -> Int {
    var count = 0
    var fault: ReadFault?
    let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
      do throws(ReadFault) {
        count = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        fault = error
      }
      initialized = count
    }
    if let fault { throw fault }
    self += piece
    return count
  }
}
