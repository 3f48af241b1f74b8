import Archives
import Foundation
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import BackupRepository

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
