import Archives
import Foundation
import PipelineCore
import TestKit
import Testing

/// A small archive that is cut and bent; all of its members have distinct contents.
enum Specimen: String, CaseIterable, Sendable {
  case zip, tar, gzip, tarGzip, zipOfGzips, zipInZip, zipStoredInZip

  func bytes() throws -> [UInt8] {
    switch self {
    case .zip:
      var stored = RawZip.Entry("b", "bread, bread, bread")
      stored.isDeflated = false
      var described = RawZip.Entry("c", "cake, cake, cake, cake")
      described.hasDescriptor = true
      return RawZip([.init("a", "apple, apple, apple, apple"), stored, described]).bytes
    case .tar:
      return RawTar([.init("a", "apple"), .init("b", "bread"), .init("c", "cake")]).bytes
    case .gzip: return try gzipped("apple, bread, bread and cake")
    case .tarGzip: return try gzipped(Specimen.tar.bytes())
    case .zipOfGzips:
      return RawZip([.init("a", try gzipped("apple")), .init("b", try gzipped("bread"))]).bytes
    case .zipInZip:
      return RawZip([.init("a.zip", try Specimen.zip.bytes()), .init("d", "date")]).bytes
    case .zipStoredInZip:
      var inner = RawZip.Entry("a.zip", try Specimen.zip.bytes())
      inner.isDeflated = false
      return RawZip([inner, .init("d", "date")]).bytes
    }
  }

  /// Up to here the content has no mark of what it is, and is a plain file.
  var markBytes: Int {
    switch self {
    case .tar: 512
    case .gzip, .tarGzip: 3
    case .zip, .zipOfGzips, .zipInZip, .zipStoredInZip: 4
    }
  }

  /// Whether a change of any byte of content shows.
  var hasChecksums: Bool { self != .tar }
}

struct DamageTests {
  @Test(arguments: Specimen.allCases)
  func `a cut archive is never taken for a whole one, and what came before stays good`(
    _ specimen: Specimen
  ) throws {
    let whole = try specimen.bytes()
    try withTemporaryFolder { folder in
      let expected = Walked([try folder.file("whole", whole)]).contents.map(\.bytes)
      for length in specimen.markBytes..<whole.count {
        let walked = Walked([try folder.file("cut", Array(whole.prefix(length)))])
        let bytes = walked.contents.map(\.bytes)
        let good = walked.contents.filter { $0.fault == nil }.map(\.bytes)
        // Of a tar, only filling may be lost.
        let isWhole = specimen == .tar && bytes == expected
        #expect(!walked.isSilent || isWhole, "cut to \(length) of \(whole.count)")
        #expect(good.allSatisfy(expected.contains), "cut to \(length) of \(whole.count)")
        #expect(walked.faults.count <= 2, "cut to \(length) of \(whole.count)")
      }
    }
  }

  @Test(arguments: Specimen.allCases, 0..<500)
  func `a flipped bit is noticed or does no harm`(_ specimen: Specimen, seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let whole = try specimen.bytes()
    var bent = whole
    let place = Int.random(in: 0..<bent.count, using: &generator)
    bent[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    try withTemporaryFolder { folder in
      let expected = Walked([try folder.file("whole", whole)]).contents.map(\.bytes)
      let walked = Walked([try folder.file("bent", bent)])
      let isMark = place < specimen.markBytes
      if specimen.hasChecksums, walked.isSilent, !isMark {
        #expect(walked.contents.map(\.bytes) == expected, "byte \(place)")
      }
    }
  }

  @Test(arguments: [Specimen.tar, .tarGzip])
  func `a cut tar is noticed when its members are passed over as well`(
    _ specimen: Specimen
  ) throws {
    let whole = try specimen.bytes()
    try withTemporaryFolder { folder in
      for length in stride(from: 512, to: whole.count - 1024, by: 16) {
        let path = try folder.file("cut", Array(whole.prefix(length)))
        #expect(!Walked([path], readAtMost: 0).faults.isEmpty, "cut to \(length)")
      }
    }
  }

  @Test func `a damaged member of a zip leaves the others readable`() throws {
    var zip = RawZip([.init("a", "apple"), .init("b", "bread"), .init("c", "cake")])
    zip.entries[1].statedChecksum = 1
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", zip.bytes)])
      #expect(walked.places == ["a", "b", "c"])
      #expect(walked.contents.map { $0.fault == nil } == [true, false, true])
      #expect(walked.texts[2] == "cake")
      #expect(walked.faults.isEmpty)
    }
  }

  @Test func `the rest of a damaged inner archive is lost and the outer one goes on`() throws {
    let tar = RawTar([.init("a", "apple"), .init("b", "bread")]).bytes
    let zip = RawZip([.init("cut.tar", Array(tar.prefix(700))), .init("z", "end")])
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", zip.bytes)])
      #expect(walked.places == ["cut.tar!/a", "z"])
      #expect(walked.faults.map(\.cause) == [.truncated])
      #expect(walked.faults.first?.location?.members == ["cut.tar"])
    }
  }

  @Test func `after a fault the walk goes on with the next path`() throws {
    try withTemporaryFolder { folder in
      let tar = RawTar([.init("a", "apple"), .init("b", "bread")]).bytes
      let walked = Walked([
        folder.appending(path: "missing").path,
        try folder.file("cut.tar", Array(tar.prefix(1200))),
        try folder.file("7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]),
        try folder.file("plain", Array("soup".utf8)),
      ])
      #expect(walked.texts == ["apple", "soup"])
      #expect(walked.faults.count == 3)
      #expect(walked.faults.first?.cause == .cannotOpen(reason: "no such file or directory"))
      #expect(walked.faults.dropFirst().first?.cause == .truncated)
    }
  }

  @Test func `a gzip of a tar is checked to its very end`() throws {
    var bytes = try gzipped(RawTar([.init("a", "apple")]).bytes)
    bytes[bytes.count - 6] ^= 0x10
    try withTemporaryFolder { folder in
      let walked = Walked([try folder.file("x", bytes)])
      #expect(walked.texts == ["apple"])
      #expect(walked.faults.count == 1)
    }
  }

  @Test func `a fault in the sample is shown with it and thrown after it`() throws {
    let whole = try gzipped(String(repeating: "soup ", count: 1000))
    try withTemporaryFolder { folder in
      let path = try folder.file("x", Array(whole.prefix(whole.count - 4)))
      var walker = ArchiveWalker(paths: [path])
      guard case .member(let member)? = try walker.next() else {
        Issue.record("a cut gzip is still a member")
        return
      }
      #expect(member.sampleFault?.cause == .truncated)
      #expect(!member.sampleIsWhole)
      #expect(member.sample.starts(with: Array("soup soup".utf8)))
      #expect(throws: ReadFault.self) { try member.readToEnd() }
    }
  }
}
