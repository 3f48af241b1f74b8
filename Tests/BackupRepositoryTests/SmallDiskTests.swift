import Archives
import Foundation
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import BackupRepository

/// A file system of a few pages, which only the system's administrator can make.
enum SmallDisk {
  static let canBeMade: Bool =
    (try? withTemporaryFolder { folder in
      let isMade = run("mount", "-t", "tmpfs", "-o", "size=64k", "none", folder.path)
      if isMade { _ = run("umount", folder.path) }
      return isMade
    }) ?? false

  static func run(_ words: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  static func with(_ body: (URL, URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let disk = folder.appending(path: "disk")
      try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: false)
      #expect(run("mount", "-t", "tmpfs", "-o", "size=256k", "none", disk.path))
      defer { _ = run("umount", disk.path) }
      try body(disk, folder)
    }
  }
}

@Suite(
  .enabled(if: SmallDisk.canBeMade, "only who may mount can make a disk that is full or read-only")
)
struct SmallDiskTests {
  @Test func `a full disk leaves the snapshots whole and says what to do`() throws {
    try SmallDisk.with { disk, folder in
      let repository = try SampleRepository.create(disk, SampleRepository.keyFile)
      let id = try SampleRepository.addSnapshot(repository, ["a"], imageFolder: folder)
      let session = try repository.beginAdding(holder: "a test")
      var random = SeededGenerator(seed: 3)
      let fault = #expect(throws: RepositoryFault.self) {
        for _ in 1...20 {
          _ = try session.storeShard(
            (0..<30_000).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
      }
      guard case .unwritable(let write) = fault?.cause else {
        Issue.record("\(String(describing: fault))")
        return
      }
      #expect(write.cause == .diskFull)
      #expect(fault?.isTransient == true)
      session.end()
      #expect(try repository.snapshots() == [id])
      #expect(try repository.contents().leftovers.isEmpty)
      try SampleRepository.proveAll(disk.path, SampleRepository.keyFile)
    }
  }

  @Test func `a repository on a disk that takes no changes can be read`() throws {
    try SmallDisk.with { disk, folder in
      let repository = try SampleRepository.create(disk, nil)
      try SampleRepository.addSnapshot(repository, ["a"], imageFolder: folder)
      #expect(SmallDisk.run("mount", "-o", "remount,ro", disk.path))
      _ = try repository.lock(.reading, holder: "a test")
      try SampleRepository.proveAll(disk.path, nil)
      let fault = #expect(throws: RepositoryFault.self) {
        try repository.beginAdding(holder: "a test")
      }
      guard case .unwritable(let write) = fault?.cause else {
        Issue.record("\(String(describing: fault))")
        return
      }
      #expect(write.cause == .readOnly)
    }
  }

  @Test func `a copy without locks on such a disk can be read`() throws {
    try SmallDisk.with { disk, folder in
      let repository = try SampleRepository.create(disk, nil)
      try SampleRepository.addSnapshot(repository, ["a"], imageFolder: folder)
      try FileManager.default.removeItem(at: disk.appending(path: "locks"))
      #expect(SmallDisk.run("mount", "-o", "remount,ro", disk.path))
      _ = try repository.lock(.reading, holder: "a test")
      try SampleRepository.proveAll(disk.path, nil)
    }
  }
}
