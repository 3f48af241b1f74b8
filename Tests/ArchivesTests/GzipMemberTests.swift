import Archives
import Foundation
import PipelineCore
import TestKit
import Testing

/// Gzip data in several members, read in pieces of any size.
struct GzipMemberTests {
  @Test(arguments: 0..<40)
  func `members in a row are one content, wherever reads divide them`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    var content: [UInt8] = []
    var packed: [UInt8] = []
    for _ in 0..<Int.random(in: 1...5, using: &generator) {
      let part = GzipMemberTests.text(using: &generator)
      content += part
      packed += try gzipped(part)
    }
    let padding = [UInt8](repeating: 0, count: Int.random(in: 0...9, using: &generator))
    for largest in [1, 2, 3, 7, 64, 1000, 1 << 20] {
      let source = MemoryByteSource(packed + padding, largestRead: largest)
      let gzip = GzipByteSource(source, location: SourceLocation(archive: "a.gz"))
      var found: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: Int.random(in: 1...70_000, using: &generator))
      while true {
        let count = try buffer.withUnsafeMutableBytes { try gzip.read(into: $0) }
        if count == 0 { break }
        found += buffer[..<count]
      }
      #expect(found == content, "reads of \(largest)")
      #expect(gzip.packedBytesConsumed == Int64(packed.count + padding.count) || !padding.isEmpty)
    }
  }

  @Test(arguments: (0..<32).filter { $0 & 2 == 0 })
  func `a header is read whatever it holds and wherever reads divide it`(flags: UInt8) throws {
    var generator = SeededGenerator(seed: Int(flags))
    let parts = (0..<3).map { _ in GzipMemberTests.text(using: &generator, bytes: 5000) }
    let packed = try parts.flatMap { GzipMemberTests.withHeader(flags, try gzipped($0)) }
    for largest in [1, 2, 3, 7, 64, 1 << 20] {
      let gzip = GzipByteSource(
        MemoryByteSource(packed, largestRead: largest),
        location: SourceLocation(archive: "a.gz"))
      var found: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = try buffer.withUnsafeMutableBytes { try gzip.read(into: $0) }
        if count == 0 { break }
        found += buffer[..<count]
      }
      #expect(found == Array(parts.joined()), "reads of \(largest)")
    }
  }

  /// A member with what its flags say: text, extra field, name, comment.
  private static func withHeader(_ flags: UInt8, _ member: [UInt8]) -> [UInt8] {
    var header = Array(member[..<10])
    header[3] = flags
    if flags & 4 != 0 { header += [6, 0] + Array("BC\u{2}\u{0}ab".utf8) }
    if flags & 8 != 0 { header += Array("views of november.jsonl\u{0}".utf8) }
    if flags & 16 != 0 { header += Array("made by hand\u{0}".utf8) }
    return header + member[10...]
  }

  @Test(arguments: 0..<40)
  func `what came before some damage is given first, whatever the size of reads`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let content = GzipMemberTests.text(using: &generator, bytes: 400_000)
    var packed = try gzipped(content)
    // The checksum at the end is wrong: all of the content comes before that.
    packed[packed.count - 6] ^= 0x40
    let gzip = GzipByteSource(
      MemoryByteSource(packed), location: SourceLocation(archive: "a.gz"))
    var found: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: Int.random(in: 1...100_000, using: &generator))
    let fault = #expect(throws: ReadFault.self) {
      while true {
        let count = try buffer.withUnsafeMutableBytes { try gzip.read(into: $0) }
        if count == 0 { break }
        found += buffer[..<count]
      }
    }
    #expect(found == content)
    #expect(fault?.location?.byteOffset == Int64(content.count))
    guard case .corrupt = fault?.cause else {
      Issue.record("\(String(describing: fault))")
      return
    }
  }

  /// Words that pack about as well as a log does.
  private static func text(
    using generator: inout SeededGenerator, bytes: Int? = nil
  ) -> [UInt8] {
    let length = bytes ?? Int.random(in: 0...200_000, using: &generator)
    var text: [UInt8] = []
    while text.count < length {
      text += Array("recipe \(UInt32.random(in: 0...UInt32.max, using: &generator)) ".utf8)
    }
    return Array(text.prefix(length))
  }
}
