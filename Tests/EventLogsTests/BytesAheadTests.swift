import EventLogs
import PipelineCore
import TestKit
import Testing

struct BytesAheadTests {
  @Test(arguments: [0, 1, 255, 256 << 10, 3_000_001])
  func `what is read ahead is what the source holds, to its end`(count: Int) throws {
    var generator = SeededGenerator(seed: count)
    let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let source = MemoryByteSource(bytes, largestRead: 10_007)
    var consumed: Int64 = 0
    let ahead = BytesAhead(source) {
      consumed += 1
      return consumed
    }
    var read: [UInt8] = []
    while true {
      let some = try next(Int.random(in: 1...70_000, using: &generator), of: ahead)
      if some.isEmpty { break }
      read += some
    }
    #expect(read == bytes)
    #expect(try next(9, of: ahead).isEmpty)
    // Asked once for each read, that of the end included.
    #expect(ahead.bytesConsumed == Int64((count + 10_006) / 10_007 + 1))
  }

  @Test func `a fault comes behind what was read before it, and stays`() throws {
    let ahead = BytesAhead(FailingSource(bytes: 600_000)) { 0 }
    var count = 0
    #expect(throws: ReadFault.self) {
      while true { count += try next(50_000, of: ahead).count }
    }
    #expect(count == 600_000)
    #expect(throws: ReadFault.self) { try next(1, of: ahead) }
  }

  @Test func `once it is stopped, nothing reads the source`() throws {
    for reads in 0..<20 {
      let source = EndlessSource()
      let ahead = BytesAhead(source) { 0 }
      for _ in 0..<reads { _ = try next(300_000, of: ahead) }
      ahead.stop()
      let count = source.reads
      ahead.stop()
      #expect(count >= min(reads, 1) && count <= reads + 8 && source.reads == count)
    }
  }

  private func next(_ count: Int, of source: some ByteSource) throws -> [UInt8] {
    try withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { buffer in
      let read = try source.read(into: buffer)
      return Array(buffer[..<read])
    }
  }
}

/// A source that breaks behind some zeros.
private final class FailingSource: ByteSource {
  private var rest: Int

  init(bytes: Int) { rest = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    guard rest > 0 else { throw ReadFault(.truncated, at: SourceLocation(archive: "log")) }
    let count = min(rest, buffer.count)
    buffer[..<count].initializeMemory(as: UInt8.self, repeating: 0)
    rest -= count
    return count
  }
}

private final class EndlessSource: ByteSource {
  private(set) var reads = 0

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    reads += 1
    return buffer.count
  }
}
