import Foundation
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct DamageTests {
  @Test func `any byte of a backup that is flipped is found`() throws {
    try withTemporaryFolder { folder in
      // As small as a backup gets: every byte is tried.
      let (store, _) = try VillageGenerator.emptyStore(at: folder.appending(path: "a.db").path)
      let path = folder.appending(path: "backup.tar").path
      _ = try Village.backUp(store, to: path)
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
      for position in bytes.indices {
        var damaged = bytes
        damaged[position] ^= 1 << UInt8(position % 8)
        try Data(damaged).write(to: URL(filePath: path))
        let findings = try BackupVerification().run(path: path).findings
        #expect(!findings.isEmpty, "byte \(position)")
      }
    }
  }

  @Test func `a backup that is cut off is found, and restores nothing`() throws {
    try withBackup { path, bytes in
      let folder = URL(filePath: path).deletingLastPathComponent()
      let (store, run) = try VillageGenerator.emptyStore(
        at: folder.appending(path: "copy.db").path)
      let before = try StoreDump.dump(store)
      for length in stride(from: 0, to: bytes.count, by: 100) {
        try Data(bytes[..<length]).write(to: URL(filePath: path))
        #expect(try !BackupVerification().run(path: path).isSound, "\(length) bytes")
        // Without its last blocks of zeros a tar still has all its members.
        guard length < bytes.count - 1536 else { continue }
        #expect(throws: ReadFault.self, "\(length) bytes") {
          try CommunityArchiveImport(store: store, run: run).run(paths: [path])
        }
      }
      #expect(try StoreDump.dump(store) == before)
    }
  }

  @Test func `a member that is missing, extra or changed is named`() throws {
    try withBackup { path, _ in
      let folder = URL(filePath: path).deletingLastPathComponent()
      let unpacked = folder.appending(path: "unpacked")
      try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
      try run("tar", "xf", path, "-C", unpacked.path)
      try FileManager.default.moveItem(
        at: unpacked.appending(path: "users-00001.jsonl.gz"),
        to: unpacked.appending(path: "other.jsonl.gz"))
      let altered = folder.appending(path: "altered.tar").path
      try run("tar", "cf", altered, "-C", unpacked.path, ".")
      let findings = try BackupVerification().run(path: altered).findings.map(\.description)
      #expect(findings.contains("\(altered)!/users-00001.jsonl.gz: is missing"))
      #expect(findings.contains("\(altered)!/other.jsonl.gz: is not in the manifest"))
      let (store, runKey) = try VillageGenerator.emptyStore(
        at: folder.appending(path: "copy.db").path)
      #expect(throws: ReadFault.self) {
        try CommunityArchiveImport(store: store, run: runKey).run(paths: [altered])
      }
    }
  }

  @Test func `what tar, gunzip and jq read is what they pack again`() throws {
    try withBackup { path, _ in
      let folder = URL(filePath: path).deletingLastPathComponent()
      let unpacked = folder.appending(path: "unpacked")
      try FileManager.default.createDirectory(at: unpacked, withIntermediateDirectories: true)
      try run("tar", "xf", path, "-C", unpacked.path)
      let names = try FileManager.default.contentsOfDirectory(atPath: unpacked.path)
      for name in names where name.hasSuffix(".gz") {
        try run("gunzip", "-t", unpacked.appending(path: name).path)
      }
      try run("sh", "-c", "cd '\(unpacked.path)' && sha256sum -c --quiet manifest.sha256")
      try run("sh", "-c", "gunzip -c '\(unpacked.path)'/*.gz | jq -e .type > /dev/null")
      let packed = folder.appending(path: "packed.tar").path
      try run("sh", "-c", "cd '\(unpacked.path)' && tar cf '\(packed)' *")
      #expect(try BackupVerification().run(path: packed).findings == [])

      let lines = folder.appending(path: "lines.jsonl").path
      try run("sh", "-c", "gunzip -c '\(unpacked.path)'/*.gz | sort -r > '\(lines)'")
      var dumps: [[String: [String]]] = []
      for (index, archive) in [path, packed, unpacked.path, lines].enumerated() {
        let (store, runKey) = try VillageGenerator.emptyStore(
          at: folder.appending(path: "copy-\(index).db").path)
        // Lines alone do not carry the files of images.
        if archive == lines { try copyImages(from: unpacked, to: store) }
        _ = try CommunityArchiveImport(store: store, run: runKey).run(paths: [archive])
        dumps.append(try StoreDump.dump(store))
      }
      #expect(dumps[1] == dumps[0])
      #expect(dumps[2] == dumps[0])
      for table in dumps[0].keys where table != "image" && table != "recipe_image" {
        #expect(dumps[3][table] == dumps[0][table], "\(table)")
      }
    }
  }

  private func copyImages(from unpacked: URL, to store: RecipeStore) throws {
    let folder = unpacked.appending(path: "images")
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    for name in names ?? [] {
      let digest = try #require(Digest(hex: name))
      try store.images.store(
        [UInt8](Data(contentsOf: folder.appending(path: name))), digest: digest)
    }
  }

  /// A small backup that holds something of every entity.
  private func withBackup(_ body: (String, [UInt8]) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let village = try Village(seed: 11, in: folder)
      let path = folder.appending(path: "backup.tar").path
      _ = try village.backUp(to: path)
      try body(path, [UInt8](Data(contentsOf: URL(filePath: path))))
    }
  }

  private func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(arguments)")
  }
}
