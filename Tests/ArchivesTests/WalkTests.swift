import Archives
import Foundation
import PipelineCore
import TestKit
import Testing

struct WalkTests {
  @Test func `folders are walked sorted by name, links in them not followed`() throws {
    try withTemporaryFolder { folder in
      _ = try folder.file("in/b/2.json", Array("two".utf8))
      _ = try folder.file("in/b/1.zip", RawZip([.init("r", "one")]).bytes)
      _ = try folder.file("in/a.json", Array("zero".utf8))
      _ = try folder.file("in/c", Array("three".utf8))
      _ = try folder.file("in/.DS_Store", [1])
      _ = try folder.file("elsewhere/secret", Array("secret".utf8))
      let link = folder.appending(path: "in/b/link").path
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: folder.appending(path: "elsewhere").path)
      var walker = ArchiveWalker(paths: [folder.appending(path: "in").path])
      var seen: [String] = []
      while let item = try walker.next() {
        switch item {
        case .member(let member):
          seen.append("\(member.name)=\(String(decoding: try member.readToEnd(), as: UTF8.self))")
        case .ignored(let location, let reason):
          seen.append("\((location.archive as NSString).lastPathComponent) \(reason.rawValue)")
        case .refused(let rejection): Issue.record("refused: \(rejection)")
        }
      }
      #expect(
        seen == [
          ".DS_Store desktop-file", "a.json=zero", "r=one", "b/2.json=two", "link link", "c=three",
        ])
    }
  }

  @Test func `a link that the user names is followed`() throws {
    try withTemporaryFolder { folder in
      let target = try folder.file("real", Array("soup".utf8))
      let link = folder.appending(path: "link").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      #expect(Walked([link]).texts == ["soup"])
    }
  }

  @Test func `a filter reads only what it admits, wherever it lies`() throws {
    let zip = RawZip([
      .init("1.zip", RawZip([.init("recipe.json", "{}"), .init("image.jpg", "pixels")]).bytes),
      .init("2.zip", RawZip([.init("recipe.json", "{}"), .init("image.jpg", "more")]).bytes),
      .init("../evil", "x"), .init("top.jpg", "top"),
    ])
    try withTemporaryFolder { folder in
      let path = try folder.file("x", zip.bytes)
      let other = try folder.file("y", Array("other".utf8))
      let filter = MemberFilter.only([
        SourceLocation(archive: path, members: ["2.zip", "image.jpg"], line: 7),
        SourceLocation(archive: path, members: ["top.jpg"]),
      ])
      let walked = Walked([path, other], filter: filter)
      #expect(walked.places == ["2.zip!/image.jpg", "top.jpg"])
      #expect(walked.texts == ["more", "top"])
      #expect(walked.isSilent)
    }
  }

  @Test func `progress grows to the size of the inputs on disk`() throws {
    try withTemporaryFolder { folder in
      let random = noise(200_000)
      let paths = [
        try folder.file("a", RawZip([.init("1", random), .init("2", random)]).bytes),
        try folder.file("b", try gzipped(random)),
      ]
      var walker = ArchiveWalker(paths: paths)
      let remaining = walker.remainingBytes()
      let total = try #require(remaining)
      var steps: [Int64] = []
      while let item = try walker.next() {
        guard case .member(let member) = item else { continue }
        steps.append(member.bytesConsumed)
        _ = try member.readToEnd()
      }
      #expect(steps.count == 3)
      #expect(steps == steps.sorted())
      let consumed = walker.bytesConsumed
      #expect(consumed == total)
    }
  }

  @Test func `the sample is the front of the content and is read again`() throws {
    let random = noise(100_000)
    try withTemporaryFolder { folder in
      let path = try folder.file("x", RawZip([.init("a", random), .init("b", "bread")]).bytes)
      var walker = ArchiveWalker(paths: [path])
      guard case .member(let large)? = try walker.next() else {
        Issue.record("the first member is there")
        return
      }
      #expect(large.sample == Array(random.prefix(64 * 1024)))
      #expect(!large.sampleIsWhole)
      #expect(try large.readToEnd(piece: 777) == random)
      guard case .member(let small)? = try walker.next() else {
        Issue.record("the second member is there")
        return
      }
      #expect(small.sample == Array("bread".utf8))
      #expect(small.sampleIsWhole)
      #expect(try small.readToEnd(piece: 1) == Array("bread".utf8))
    }
  }

  @Test(
    arguments: [
      ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "a 7z archive"),
      (Array("Rar!\u{1A}\u{7}\u{1}".utf8), "a RAR archive"),
      (Array("BZh91AY&SY".utf8), "compressed with bzip2"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "compressed with xz"),
      ([0x28, 0xB5, 0x2F, 0xFD, 0x24], "compressed with Zstandard"),
      (Array("070701000".utf8), "a cpio archive"),
    ] as [([UInt8], String)])
  func `what is packed otherwise is named, with what to do`(
    _ bytes: [UInt8], _ kind: String
  ) throws {
    try withTemporaryFolder { folder in
      let alone = Walked([try folder.file("x", bytes)])
      #expect(
        alone.faults.map(\.cause) == [
          .unsupported(kind: kind, instead: "unpack it and give the folder")
        ])
      let inside = Walked([
        try folder.file("y", RawZip([.init("a", bytes), .init("b", "bread")]).bytes)
      ])
      #expect(inside.refused.map(\.code) == [.unreadableMember])
      #expect(inside.texts == ["bread"])
    }
  }

  @Test func `limits on depth are for containers inside each other, not for neighbours`() throws {
    var limits = ArchiveLimits()
    limits.maximumDepth = 1
    let tar = RawTar([.init("a", "apple"), .init("b", "bread")]).bytes
    try withTemporaryFolder { folder in
      #expect(Walked([try folder.file("x", gzipped(tar))], limits: limits).texts.count == 2)
      let zip = RawZip([.init("a.gz", try gzipped("apple")), .init("b", "bread")]).bytes
      let walked = Walked([try folder.file("y", zip)], limits: limits)
      #expect(walked.texts == ["bread"])
      #expect(walked.refused.map(\.code) == [.limitExceeded])
    }
  }

  @Test(arguments: [1, 2, 3, 511])
  func `gzip is read the same in the smallest pieces`(piece: Int) throws {
    let text = Array("apple, bread and cake".utf8)
    let packed = try gzipped(text) + gzipped(text) + [0, 0, 0]
    let place = SourceLocation(archive: "x")
    let source = GzipByteSource(MemoryByteSource(packed, largestRead: piece), location: place)
    let digesting = DigestingByteSource(source)
    #expect(try digesting.readToEnd(piece: piece) == text + text)
    #expect(digesting.count == 42)
    #expect(source.packedBytesConsumed == Int64(packed.count))
  }

  @Test func `what follows a gzip and is none is a fault behind the content`() throws {
    let place = SourceLocation(archive: "x")
    let source = GzipByteSource(
      MemoryByteSource(try gzipped("soup") + Array("garbage".utf8)), location: place)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 10, alignment: 1)
    defer { buffer.deallocate() }
    #expect(try source.read(into: buffer) == 4)
    #expect(throws: ReadFault.self) { try source.read(into: buffer) }
    #expect(throws: ReadFault.self) { try source.read(into: buffer) }
  }
}

/// Bytes that do not get smaller when they are packed.
func noise(_ count: Int) -> [UInt8] {
  var generator = SeededGenerator(seed: count)
  return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
}
