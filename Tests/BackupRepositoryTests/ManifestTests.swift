import Foundation
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import BackupRepository

@Suite struct ManifestTests {
  private let shard = ShardReference(
    digest: .sha256([1]), contentBytes: 30, storedDigest: .sha256([2]), storedBytes: 20)

  private func line(_ edit: (String) -> String) -> [UInt8] {
    let line = SampleRepository.manifest([[shard]]).line
    return Array(edit(String(decoding: line, as: UTF8.self)).utf8)
  }

  @Test func `a manifest says the same after it was written and read`() throws {
    let id = try #require(SampleRepository.manifest([[shard]]).id)
    for manifest in [
      SampleRepository.manifest([[shard]]), SampleRepository.manifest([]),
      SampleRepository.manifest([[shard], [shard], []], parent: id),
    ] {
      #expect(try SnapshotManifest.read(manifest.line, path: "m") == manifest)
    }
  }

  @Test(arguments: [
    (#""rows":3,"firstKey""#, #""rows":4,"firstKey""#),
    (#""rows":3,"firstKey""#, #""rows":-3,"firstKey""#),
    (#""rows":3,"layers""#, #""rows":9223372036854775807,"layers""#),
    (#""rows":3,"layers""#, #""rows":1e400,"layers""#),
    (#""rows":3,"layers""#, #""rows":3.5,"layers""#),
    (#""storedBytes":20"#, #""storedBytes":99999999999999999999"#),
    (#""storedBytes":20"#, #""storedBytes":0"#),
    (#""bytes":30"#, #""bytes":268435457"#),
    (#""name":"recipes""#, #""name":"../recipes""#),
    (#""name":"recipes""#, #""name":"""#),
    (#""kind":"full""#, #""kind":"incremental""#),
    (#""label":"before the move""#, #""label":"","parent":"../../etc/passwd""#),
    (#""label":"before the move""#, #""parent":"20261122T163005Z-3fa9c2d1""#),
    (#""createdAt":"2026-11-22T16:30:05.250Z""#, #""createdAt":"2026-11-22""#),
    (#""images":{"count":1,"bytes":18}"#, #""images":{"count":1}"#),
    (#""images":{"count":1,"bytes":18}"#, #""images":[]"#),
    (#""tables":["#, #""tables":[[],"#),
    (#""profile":"full","#, ""),
    (#""format":"levain-snapshot""#, #""format":"levain-repository""#),
    (#"{"format""#, #" {"format""#),
    (#""version":1"#, #""version":1.0"#),
    (#""changeCounter":42"#, #""changeCounter":42,"changeCounter":43"#),
  ])
  func `a manifest that contradicts itself or the form is refused`(
    change: (from: String, to: String)
  ) throws {
    let bytes = line { text in
      #expect(text.contains(change.from))
      return text.replacing(change.from, with: change.to)
    }
    let fault = #expect(throws: RepositoryFault.self) {
      try SnapshotManifest.read(bytes, path: "m")
    }
    #expect(fault?.isDamage == true)
  }

  @Test(arguments: [
    (#""version":1"#, #""version":2"#), (#""profile":"full""#, #""profile":"full","sealed":true"#),
    (#""kind":"full""#, #""kind":"differential""#),
    (#""rows":3,"layers""#, #""rows":3,"compression":"zstd","layers""#),
  ])
  func `what a newer version has written is told to be newer and not damaged`(
    change: (from: String, to: String)
  ) throws {
    let bytes = line { $0.replacing(change.from, with: change.to) }
    expectFault(.newerVersion) { _ = try SnapshotManifest.read(bytes, path: "m") }
  }

  @Test func `a manifest that is cut off anywhere or nested without end is refused`() throws {
    let whole = line { $0 }
    for length in 0..<whole.count - 1 {
      #expect(throws: RepositoryFault.self) {
        try SnapshotManifest.read(Array(whole.prefix(length)), path: "m")
      }
    }
    for opening in ["[", "{\"tables\":["] {
      let deep = Array(String(repeating: opening, count: 200_000).utf8)
      #expect(throws: RepositoryFault.self) { try SnapshotManifest.read(deep, path: "m") }
    }
    for noise in 0..<200 {
      var random = SeededGenerator(seed: noise)
      var bytes = whole
      for _ in 0...noise % 4 {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      if let read = try? SnapshotManifest.read(bytes, path: "m") { #expect(read.line == bytes) }
    }
  }

  @Test(arguments: [
    "../../../etc/passwd", "/etc/passwd", "3fa9", "", String(repeating: "A", count: 64),
    String(repeating: "g", count: 64), "../" + String(repeating: "0", count: 61),
    String(repeating: "0", count: 63) + "/", String(repeating: "é", count: 32),
  ])
  func `no name leads out of its folder`(name: String) throws {
    let digest = shard.digest.hex
    let bytes = line { $0.replacing(digest, with: name) }
    #expect(throws: RepositoryFault.self) { try SnapshotManifest.read(bytes, path: "m") }
    let stored = line { $0.replacing(shard.storedDigest.hex, with: name) }
    #expect(throws: RepositoryFault.self) { try SnapshotManifest.read(stored, path: "m") }
  }

  @Test(arguments: [
    "20261122T163005Z-3fa9c2d", "20261122T163005Z-3FA9C2D1", "20261322T163005Z-3fa9c2d1",
    "20261122T163005Z-../../aa", "../../../../../etc/passwd", "20261122T253005Z-3fa9c2d1",
    "2026112aT163005Z-3fa9c2d1", "", "é", "20261122T163005Z-3fa9c2d1.json",
  ])
  func `what is no name of a snapshot is none`(text: String) {
    #expect(SnapshotID(text) == nil)
  }

  @Test func `names of snapshots sort by time`() throws {
    let texts = [
      "20261122T163005Z-3fa9c2d1", "20261122T163006Z-00000000", "20270101T000000Z-00000000",
    ]
    let ids = texts.compactMap { SnapshotID($0) }
    #expect(ids.map(\.text) == texts)
    #expect(ids.shuffled().sorted() == ids)
    #expect(ids[0].second == SampleRepository.instant("2026-11-22T16:30:05Z"))
  }

  @Test func `what no snapshot may say is not written`() throws {
    try withTemporaryFolder { folder in
      let repository = try SampleRepository.create(folder.appending(path: "backups"), nil)
      let session = try repository.beginAdding(holder: "a test")
      let reference = try session.storeShard(SampleRepository.lines("a")).reference
      var manifests = [SnapshotManifest](
        repeating: SampleRepository.manifest([[reference]]), count: 5)
      manifests[0].label = ""
      manifests[1].tables[0].name = "Recipes"
      manifests[2].tables[0].layers[0].shards[0].rows = -1
      manifests[3].tables[0].rows = 7
      manifests[4].createdAt = Instant(milliseconds: -100_000_000_000_000)
      for manifest in manifests {
        let fault = #expect(throws: RepositoryFault.self) { try session.write(manifest) }
        #expect(fault?.cause == .limitExceeded(limit: "what a snapshot may say"))
      }
      #expect(try repository.snapshots().isEmpty)
      try session.write(SampleRepository.manifest([[reference]]))
    }
  }

  @Test func `what lies in the repository and is none of it is listed and left alone`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, nil)
      try SampleRepository.addSnapshot(repository, ["a"], imageFolder: folder)
      for stranger in ["notes.txt", "snapshots/old.json", "objects/README", "images/zz"] {
        try Data([1]).write(to: path.appending(path: stranger))
      }
      let object = try #require(try repository.contents().objects.first)
      let wrong = path.appending(path: "objects/zz")
      try FileManager.default.createDirectory(at: wrong, withIntermediateDirectories: false)
      let digits = object.name.digest.hex
      try Data([1]).write(to: wrong.appending(path: digits))
      try Data([1, 2]).write(to: path.appending(path: "snapshots/.20261122.json.partial-1"))
      let contents = try repository.contents()
      #expect(
        contents.strangers == [
          "notes.txt", "snapshots/old.json", "objects/README", "objects/zz/\(digits)", "images/zz",
        ])
      #expect(
        contents.leftovers == [
          RepositoryContents.Leftover(path: "snapshots/.20261122.json.partial-1", bytes: 2)
        ])
      #expect(contents.objects.count == 2)
      #expect(try repository.snapshots().count == 1)
    }
  }
}
