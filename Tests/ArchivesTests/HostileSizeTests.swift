import Archives
import Foundation
import PipelineCore
import TestKit
import Testing

/// Content that is made to fill memory, disk or time (zb-1 to zb-5 of the catalogue of hostile
/// inputs).
struct HostileSizeTests {
  /// Counts what a walk gives without keeping it.
  private struct Tally {
    var bytes: Int64 = 0
    var members = 0
    var memberFaults: [ReadFault] = []
    var faults: [ReadFault] = []
    var refused: [Rejection] = []

    init(_ path: String, limits: ArchiveLimits = ArchiveLimits()) {
      var walker = ArchiveWalker(paths: [path], limits: limits)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
      defer { buffer.deallocate() }
      while true {
        do throws(ReadFault) {
          guard let item = try walker.next() else { return }
          if case .refused(let rejection) = item { refused.append(rejection) }
          guard case .member(let member) = item else { continue }
          members += 1
          read(member, into: buffer)
        } catch {
          faults.append(error)
        }
      }
    }

    private mutating func read(_ member: Member, into buffer: UnsafeMutableRawBufferPointer) {
      do throws(ReadFault) {
        while true {
          let count = try member.read(into: buffer)
          if count == 0 { return }
          bytes += Int64(count)
        }
      } catch {
        memberFaults.append(error)
      }
    }
  }

  private func gibibyteOfZeros(_ folder: URL) throws -> String {
    let part = try gzipped([UInt8](repeating: 0, count: 64 << 20))
    return try folder.file("bomb.gz", Array((0..<16).map { _ in part }.joined()))
  }

  /// The most memory the process has held so far, in bytes.
  private func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    let digits = String(line.filter(\.isNumber))
    return try #require(Int(digits)) * 1024
  }

  @Test func `zb-1: a gibibyte of zeros in a gzip stops at the ratio with memory flat`() throws {
    try withTemporaryFolder { folder in
      let path = try gibibyteOfZeros(folder)
      let before = try peakMemory()
      let tally = Tally(path)
      #expect(tally.bytes <= 17 << 20)
      #expect(tally.memberFaults.map(\.cause) == [.limitExceeded(limit: "expansion, 300 to 1")])
      #expect(tally.memberFaults.first?.location?.archive == path)
      // Other tests run beside this one; what matters is that it is not the gibibyte.
      #expect(try peakMemory() - before < 256 << 20)
    }
  }

  @Test func `zb-1: one swollen member of a zip stops and its neighbours are read`() throws {
    let zeros = [UInt8](repeating: 0, count: 64 << 20)
    let zip = RawZip([.init("a", "apple"), .init("big", zeros), .init("c", "cake")])
    try withTemporaryFolder { folder in
      let tally = Tally(try folder.file("x", zip.bytes))
      #expect(tally.members == 3)
      #expect(tally.memberFaults.map { $0.location?.members } == [["big"]])
      #expect(tally.bytes < 48 << 20)
      #expect(tally.faults.isEmpty)
    }
  }

  @Test func `zb-1: a bomb without a ratio stops at the size of a member`() throws {
    var limits = ArchiveLimits()
    limits.maximumMemberBytes = 1 << 20
    let zip = RawZip([.init("big", [UInt8](repeating: 7, count: 2 << 20)), .init("b", "bread")])
    try withTemporaryFolder { folder in
      let tally = Tally(try folder.file("x", zip.bytes), limits: limits)
      #expect(
        tally.memberFaults.map(\.cause) == [
          .limitExceeded(limit: "the unpacked size of one member, 1048576 bytes")
        ])
      #expect(tally.members == 2)
      #expect(tally.bytes <= (1 << 20) + 5)
    }
  }

  @Test func `zb-1: many members end the walk of their archive at the total`() throws {
    var limits = ArchiveLimits()
    limits.maximumTotalBytes = 1 << 20
    let half = [UInt8](repeating: 7, count: 600_000)
    let zip = RawZip((0..<10).map { RawZip.Entry("\($0)", half) })
    try withTemporaryFolder { folder in
      let tally = Tally(try folder.file("x", zip.bytes), limits: limits)
      #expect(tally.members == 2)
      #expect(tally.bytes <= 1 << 20)
      #expect(tally.faults.map { $0.location?.members } == [[]])
    }
  }

  @Test func `zb-1: small members that swell together stop at the ratio of the whole`() throws {
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    let zip = RawZip((0..<64).map { RawZip.Entry("\($0)", zeros) })
    try withTemporaryFolder { folder in
      let tally = Tally(try folder.file("x", zip.bytes))
      #expect(tally.bytes < 60 << 20)
      #expect(
        tally.faults.map(\.cause) == [.limitExceeded(limit: "expansion of the whole, 300 to 1")])
    }
  }

  @Test func `zb-2: zips in zips stop at the depth limit, each refused with its place`() throws {
    var inner = RawZip([.init("recipe", "soup")]).bytes
    for _ in 0..<9 {
      let copy = inner
      inner = RawZip((0..<10).map { RawZip.Entry("\($0).zip", copy) }).bytes
    }
    try withTemporaryFolder { folder in
      let tally = Tally(try folder.file("x", inner))
      #expect(tally.members == 0)
      #expect(tally.refused.count == 1000)
      #expect(tally.refused.allSatisfy { $0.code == .limitExceeded })
      #expect(tally.refused.first?.location.memberPath == "0.zip!/0.zip!/0.zip")
    }
  }

  @Test func `zb-3: entries that share one place are read once and reported`() throws {
    var shared = RawZip.Entry("a", [UInt8](repeating: 0, count: 1 << 20))
    shared.listed = 1000
    try withTemporaryFolder { folder in
      let tally = Tally(try folder.file("x", RawZip([shared]).bytes))
      #expect(tally.members == 1)
      #expect(tally.bytes == 1 << 20)
      #expect(tally.faults.count == 1)
    }
  }

  @Test func `zb-4: more members than the limit stop before any is read`() throws {
    var limits = ArchiveLimits()
    limits.maximumMembers = 1000
    let zip = RawZip((0..<1001).map { RawZip.Entry("\($0)", "") }).bytes
    let tar = RawTar((0..<1001).map { RawTar.Entry("\($0)") }).bytes
    let expected = ReadFault.Cause.limitExceeded(limit: "the number of members, 1000")
    try withTemporaryFolder { folder in
      let zipped = Tally(try folder.file("x", zip), limits: limits)
      #expect(zipped.members == 0)
      #expect(zipped.faults.map(\.cause) == [expected])
      let tarred = Tally(try folder.file("y", tar), limits: limits)
      #expect(tarred.members == 1000)
      #expect(tarred.faults.map(\.cause) == [expected])
    }
  }

  @Test(arguments: [10, 1 << 26])
  func `zb-5: a member that is not as large as it says is a fault`(stated: Int) throws {
    var liar = RawZip.Entry("a", [UInt8](repeating: 7, count: 1 << 20))
    liar.statedSize = stated
    try withTemporaryFolder { folder in
      let tally = Tally(try folder.file("x", RawZip([liar, .init("b", "bread")]).bytes))
      #expect(tally.members == 2)
      #expect(tally.memberFaults.count == 1)
      #expect(tally.memberFaults.first?.location?.members == ["a"])
      #expect(tally.bytes <= min(stated, 1 << 20) + 5)
    }
  }
}
