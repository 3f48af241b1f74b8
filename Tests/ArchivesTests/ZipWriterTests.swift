import Archives
import Foundation
import TestKit
import Testing

struct ZipWriterTests {
  private func zip(_ members: [(String, [UInt8])], modifiedSeconds: Int64 = 0) throws -> [UInt8] {
    let sink = MemorySink()
    let zip = ZipWriter(into: sink, modifiedSeconds: modifiedSeconds)
    for (name, bytes) in members { try zip.addMember(name, bytes) }
    try zip.finish()
    return sink.bytes
  }

  /// The members as the walker reads them.
  private func members(of bytes: [UInt8]) throws -> [String: [UInt8]] {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "a.zip")
      try Data(bytes).write(to: file)
      var walker = ArchiveWalker(paths: [file.path])
      var found: [String: [UInt8]] = [:]
      while let item = try walker.next() {
        guard case .member(let member) = item else {
          Issue.record("something is no member")
          continue
        }
        found[member.name] = try member.readWhole(limit: 1 << 30)
      }
      return found
    }
  }

  @Test(arguments: 0..<10)
  func `members of any size and name come back as they were`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let names = ["a.txt", "Käse/日本.json", "deep/er/file", "🍲.bin", "x"]
    var expected: [String: [UInt8]] = [:]
    var list: [(String, [UInt8])] = []
    for name in names {
      let size = Int.random(in: 0...100_000, using: &generator)
      let isRandom = Bool.random(using: &generator)
      let bytes = (0..<size).map { index in
        isRandom ? UInt8.random(in: 0...255, using: &generator) : UInt8(index % 7)
      }
      list.append((name, bytes))
      expected[name] = bytes
    }
    let found = try members(of: try zip(list))
    #expect(found == expected)
  }

  @Test func `the same members make the same bytes, at any time of one's own`() throws {
    let list = [("a", Array("hello hello hello".utf8))]
    let first = try zip(list)
    #expect(try zip(list) == first)
    let later = try zip(list, modifiedSeconds: 1_772_323_200)
    #expect(later != first && later.count == first.count)
  }

  @Test func `names are marked as UTF-8 and a zip without members is one`() throws {
    let bytes = try zip([("ä", [1])])
    #expect(bytes[6] == 0 && bytes[7] == 8)
    let empty = try zip([])
    #expect(empty.count == 22 && empty.starts(with: [0x50, 0x4B, 0x05, 0x06]))
  }

  @Test func `more than 65,535 members need zip64, which unzip and the walker read`() throws {
    let count = 65_600
    let bytes = try zip((0..<count).map { ("\($0)", []) })
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "a.zip")
      try Data(bytes).write(to: file)
      var walker = ArchiveWalker(paths: [file.path])
      var found = 0
      while try walker.next() != nil { found += 1 }
      #expect(found == count)
    }
  }
}
