import Archives
import Foundation
import Glibc
import PipelineCore
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import BackupRepository
@testable import Backups
@testable import Store

@Suite struct SnapshotCrashTests {
  private static func folder(_ name: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "levain-\(name)-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// A repository whose process is killed before a step on its folder.
  private static func killing(before step: Int, at path: String) throws -> Repository {
    let steps = Mutex(0)
    let watched = RepositoryFolder(root: path) { (_) throws(RepositoryFault) in
      let count = steps.withLock { steps in
        steps += 1
        return steps
      }
      if count > step { kill(getpid(), SIGKILL) }
    }
    return try Repository.open(watched, secret: nil)
  }

  private func expectWhole(_ repository: Repository, unneeded: Bool) throws {
    let verified = try RepositoryVerification(repository: repository, holder: "a test").run()
    #expect(verified.findings == [])
    if !unneeded { #expect(verified.unneeded == 0) }
  }

  @Test(arguments: [0, 4, 9, 30, 75])
  func `a backup that is killed leaves the older ones, and the next one does what it would have`(
    step: Int
  ) async throws {
    let folder = try Self.folder("backup-\(step)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var hamlet = try Hamlet(seed: 3, in: folder)
    let old = try hamlet.backUp().id
    try hamlet.alter()
    try hamlet.grow()
    try hamlet.store.close()
    let (store, repository) = (folder.appending(path: "hamlet.db").path, hamlet.repository.path)

    await #expect(processExitsWith: .signal(SIGKILL)) {
      [store = store as String, repository = repository as String, step = step as Int] in
      _ = try Hamlet.backUp(
        try RecipeStore.open(at: store), into: try Self.killing(before: step, at: repository),
        at: Instant(milliseconds: VillageGenerator.start + 3_600_000))
    }

    let after = try Repository.open(at: repository)
    #expect(try after.snapshots() == [old])
    try expectWhole(after, unneeded: true)
    let living = try RecipeStore.open(at: store)
    let next = try Hamlet.backUp(
      living, into: after, at: Instant(milliseconds: VillageGenerator.start + 7_200_000))
    try expectWhole(after, unneeded: true)
    let (restored, summary) = try hamlet.restore(next.id)
    #expect(summary.isWhole)
    #expect(try Hamlet.differences(living, restored) == [])
    // What the killed one left and nobody took up goes with the next pruning.
    _ = try RepositoryPruning(
      repository: after, policy: RetentionPolicy(last: 5), holder: "a test"
    ).run()
    #expect(try after.snapshots() == [old, next.id])
    try expectWhole(after, unneeded: false)
  }

  @Test(arguments: [0, 1, 4, 8, 9, 20])
  func `a pruning that is killed leaves each snapshot whole that is there`(step: Int) async throws {
    let folder = try Self.folder("prune-\(step)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var hamlet = try Hamlet(seed: 3, in: folder)
    var all: [SnapshotID] = []
    for number in 0..<5 {
      all.append(try hamlet.backUp(isFull: number == 3).id)
      try hamlet.alter()
      try hamlet.grow()
    }
    let path = hamlet.repository.path

    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, step = step as Int] in
      _ = try RepositoryPruning(
        repository: try Self.killing(before: step, at: path), policy: RetentionPolicy(last: 1),
        holder: "a test"
      ).run()
    }

    let after = try Repository.open(at: path)
    // A removal and the sync of its folder for each of four.
    #expect(try after.snapshots().count == 5 - min(4, (step + 1) / 2))
    try expectWhole(after, unneeded: true)
    _ = try RepositoryPruning(
      repository: after, policy: RetentionPolicy(last: 1), holder: "a test"
    ).run()
    #expect(try after.snapshots() == [all[4]])
    try expectWhole(after, unneeded: false)
  }
}

@Suite(
  .enabled(if: SmallDisk.canBeMade, "only who may mount can make a disk that is full")
)
struct FullDiskTests {
  @Test func `a disk that is full leaves the older snapshots, and can still be pruned`() throws {
    try SmallDisk.with(kilobytes: 600) { disk, folder in
      var hamlet = try Hamlet(seed: 3, in: folder, backupsIn: disk)
      var taken = [try hamlet.backUp().id]
      var fault: RepositoryFault?
      for _ in 0..<400 where fault == nil {
        try hamlet.alter()
        do { taken.append(try hamlet.backUp(isFull: true).id) } catch let error as RepositoryFault {
          fault = error
        }
      }
      guard case .unwritable(let write) = fault?.cause else {
        Issue.record("\(String(describing: fault)) after \(taken.count)")
        return
      }
      #expect(write.cause == .diskFull)
      #expect(fault?.isTransient == true)
      #expect(try hamlet.repository.snapshots() == taken)
      let verified = try RepositoryVerification(
        repository: hamlet.repository, holder: "a test"
      ).run()
      #expect(verified.findings == [])
      // Removing needs no room, and makes some.
      let pruned = try RepositoryPruning(
        repository: hamlet.repository, policy: RetentionPolicy(last: 1), holder: "a test"
      ).run()
      #expect(pruned.shards.files > 0)
      let next = try hamlet.backUp(isFull: true)
      #expect(try hamlet.repository.snapshots() == [taken.last, next.id].compactMap(\.self))
    }
  }
}
