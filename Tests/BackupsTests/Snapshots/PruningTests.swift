import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import BackupRepository
@testable import Backups
@testable import Store

@Suite struct PruningTests {
  private func prune(
    _ repository: Repository, last: Int, dry: Bool = false, removesDamaged: Bool = false
  ) throws -> RepositoryPruning.Summary {
    try RepositoryPruning(
      repository: repository, policy: RetentionPolicy(last: last), isDry: dry,
      removesDamaged: removesDamaged, holder: "a test"
    ).run()
  }

  /// Everything that snapshots name is there and whole, and nothing else.
  private func expectWhole(
    _ repository: Repository, isTidy: Bool = true,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let verified = try RepositoryVerification(repository: repository, holder: "a test").run()
    #expect(verified.findings == [], sourceLocation: sourceLocation)
    if isTidy { #expect(verified.unneeded == 0, sourceLocation: sourceLocation) }
  }

  private static let picture = "a picture that goes"

  private func holdsPicture(_ repository: Repository) -> Bool {
    repository.size(of: repository.name(of: .sha256(Array(Self.picture.utf8)), .image)) != nil
  }

  /// A hamlet of snapshots, full ones and others, and a picture that only the first ones have.
  private func hamlet(in folder: URL, snapshots: Int = 5) throws -> Hamlet {
    var hamlet = try Hamlet(seed: 11, in: folder)
    let picture = try hamlet.addPicture(Self.picture)
    for number in 1...snapshots {
      _ = try hamlet.backUp(isFull: number == 1 || number == 4)
      if number == 2 { try hamlet.removePicture(picture) }
      try hamlet.alter()
    }
    return hamlet
  }

  private func file(_ repository: Repository, _ path: String) -> URL {
    URL(filePath: repository.path).appending(path: path)
  }

  private func manifestFile(_ repository: Repository, _ id: SnapshotID) -> URL {
    file(repository, "snapshots/\(id).json")
  }

  @Test func `what no rule keeps goes, with what no other needs, and the rest restores`() throws {
    try withTemporaryFolder { folder in
      let hamlet = try hamlet(in: folder)
      let repository = hamlet.repository
      let all = try repository.snapshots()
      let before = try repository.contents()
      #expect(holdsPicture(repository))

      let dry = try prune(repository, last: 2, dry: true)
      #expect(try repository.snapshots() == all)
      #expect(try repository.contents() == before)

      let summary = try prune(repository, last: 2)
      #expect(summary == dry)
      #expect(try repository.snapshots() == Array(all.suffix(2)))
      #expect(summary.decisions.map(\.id) == all.reversed())
      #expect(summary.decisions[0].reasons == [.rule(.last(1))])
      #expect(summary.decisions[1].reasons == [.rule(.last(2))])
      #expect(summary.decisions[2...].allSatisfy { !$0.isKept })
      let after = try repository.contents()
      #expect(
        before.objects.count - after.objects.count == summary.shards.files + summary.images.files)
      #expect(summary.shards.files > 0 && summary.images.files == 1)
      #expect(!holdsPicture(repository))
      try expectWhole(repository)
      let (restored, restoredSummary) = try hamlet.restore(all[4])
      #expect(restoredSummary.isWhole)
      try restored.close()

      let again = try prune(repository, last: 2)
      #expect(again.shards.files + again.images.files + again.leftovers.files == 0)
    }
  }

  @Test func `a picture stays as long as one snapshot needs it`() throws {
    try withTemporaryFolder { folder in
      let repository = try hamlet(in: folder).repository
      #expect(try prune(repository, last: 4).images.files == 0)
      try expectWhole(repository)
    }
  }

  @Test func `the last good snapshot of each installation stays whatever the rules say`() throws {
    try withTemporaryFolder { folder in
      let folders = [folder.appending(path: "a"), folder.appending(path: "b")]
      for folder in folders {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
      }
      var first = try Hamlet(seed: 1, in: folders[0])
      var ids = [try first.backUp().id, try first.backUp().id]
      let other = try Hamlet(seed: 2, in: folders[1])
      try other.store.write { (transaction) throws in
        try transaction.execute("UPDATE installation SET public_id = 'other'")
      }
      ids.append(
        try Hamlet.backUp(
          other.store, into: first.repository,
          at: Instant(milliseconds: VillageGenerator.start - 1_000_000_000)
        ).id)
      let summary = try prune(first.repository, last: 1)
      #expect(Set(summary.decisions.filter(\.isKept).map(\.id)) == [ids[1], ids[2]])
      try expectWhole(first.repository)
      // Without a rule nothing but waste goes.
      let kept = try prune(first.repository, last: 0)
      #expect(kept.decisions.allSatisfy { $0.reasons == [.rule(.noRule)] })
    }
  }

  @Test func `a snapshot of a community takes no place of one of all, nor of another community's`()
    throws
  {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 1, in: folder)
      let repository = hamlet.repository
      let whole = try hamlet.backUp()
      let session = try repository.beginAdding(holder: "a test")
      session.trust(whole.manifest)
      var ids: [SnapshotID] = []
      for (number, scope) in ["c1", "c2", "c1", "c2"].enumerated() {
        var manifest = whole.manifest
        manifest.profile = "community"
        manifest.scope = scope
        manifest.createdAt = manifest.createdAt.advanced(byMilliseconds: Int64(number + 1) * 1000)
        ids.append(try session.write(manifest))
      }
      session.end()
      let summary = try prune(repository, last: 1)
      #expect(
        summary.decisions.filter(\.isKept).map(\.id) == [ids[3], ids[2], whole.id])
    }
  }

  @Test func `a newest snapshot with a flipped byte takes no other one's place`() throws {
    try withTemporaryFolder { folder in
      let hamlet = try hamlet(in: folder)
      let repository = hamlet.repository
      let all = try repository.snapshots()
      // A shard that only the newest one needs.
      let others = Set(
        try all.dropLast().flatMap { try repository.manifest($0).shards }.map(\.object))
      let own = try #require(
        try repository.manifest(all[4]).shards.map(\.object).first { !others.contains($0) })
      let path = file(repository, repository.name(of: own.digest, .shard).path)
      var bytes = try Data(contentsOf: path)
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: path)

      let careful = try prune(repository, last: 1)
      #expect(!careful.isSound)
      #expect(careful.decisions.filter(\.isKept).map(\.id) == [all[4], all[3]])
      #expect(careful.decisions[0].reasons == [.damaged])
      #expect(careful.decisions[0].findings.map(\.path) == [path.path])
      #expect(careful.decisions[1].reasons == [.rule(.last(1))])

      let bold = try prune(repository, last: 1, removesDamaged: true)
      #expect(bold.isSound)
      #expect(try repository.snapshots() == [all[3]])
      try expectWhole(repository)
    }
  }

  @Test func `where no snapshot is good, all stay`() throws {
    try withTemporaryFolder { folder in
      let repository = try hamlet(in: folder).repository
      let all = try repository.snapshots()
      for object in try repository.contents().objects where object.name.kind == .shard {
        try FileManager.default.removeItem(at: file(repository, object.name.path))
      }
      let summary = try prune(repository, last: 1, removesDamaged: true)
      #expect(summary.decisions.allSatisfy { $0.reasons == [.rule(.noneIsGood)] })
      #expect(try repository.snapshots() == all)
      #expect(!summary.isSound)
    }
  }

  @Test func `a manifest that cannot be read stays, and with it all shards and pictures`() throws {
    try withTemporaryFolder { folder in
      let repository = try hamlet(in: folder).repository
      let all = try repository.snapshots()
      var bytes = try Data(contentsOf: manifestFile(repository, all[0]))
      bytes[100] ^= 1
      try bytes.write(to: manifestFile(repository, all[0]))
      let before = try repository.contents()

      let careful = try prune(repository, last: 1)
      #expect(careful.keepsShards && careful.keepsImages && !careful.isSound)
      #expect(try repository.snapshots() == [all[0], all[4]])
      #expect(careful.decisions.last?.reasons == [.damaged, .unreadable])
      #expect(careful.holdsRemovable)
      #expect(try repository.contents() == before)

      let bold = try prune(repository, last: 1, removesDamaged: true)
      #expect(bold.isSound && !bold.keepsShards)
      #expect(try repository.snapshots() == [all[4]])
      try expectWhole(repository)
    }
  }

  @Test func `a damaged manifest goes where each group has a good one, when that is asked for`()
    throws
  {
    try withTemporaryFolder { folder in
      var hamlet = try hamlet(in: folder)
      for _ in 0..<20 where try hamlet.communities().isEmpty { try hamlet.grow() }
      let repository = hamlet.repository
      let community = try #require(try hamlet.communities().first)
      let part = try hamlet.backUp(community, at: 90).id
      let all = try repository.snapshots()
      let lost = try #require(all.first { $0 != part })
      var bytes = try Data(contentsOf: manifestFile(repository, lost))
      bytes[100] ^= 1
      try bytes.write(to: manifestFile(repository, lost))
      // The only one of the community has lost a shard: who knows of what the lost one was.
      let shard = try #require(try repository.manifest(part).shards.last)
      let file = file(repository, "\(repository.name(of: shard.object.digest, .shard))")
      let content = try Data(contentsOf: file)
      try FileManager.default.removeItem(at: file)
      let careful = try prune(repository, last: 9, dry: true, removesDamaged: true)
      #expect(careful.decisions.contains { $0.id == lost && $0.reasons == [.unreadable] })
      #expect(!careful.holdsRemovable)
      try content.write(to: file)
      #expect(try prune(repository, last: 9, dry: true).holdsRemovable)
      let bold = try prune(repository, last: 9, removesDamaged: true)
      #expect(bold.isSound)
      #expect(try repository.snapshots() == all.filter { $0 != lost })
    }
  }

  @Test func `a manifest of a newer version is no damage and is never removed`() throws {
    try withTemporaryFolder { folder in
      let repository = try hamlet(in: folder).repository
      let all = try repository.snapshots()
      let path = manifestFile(repository, all[0])
      let line = try #require(DigestedDocument.split(Array(Data(contentsOf: path)))).first
      let newer = Array(
        String(decoding: line, as: UTF8.self)
          .replacingOccurrences(of: #""version":1,"#, with: #""version":2,"#).utf8)
      try Data(DigestedDocument.lines(newer)).write(to: path)
      let before = try repository.contents()
      let summary = try prune(repository, last: 1, removesDamaged: true)
      #expect(summary.decisions.last?.reasons == [.unreadable])
      #expect(summary.decisions.last?.findings.first?.what.contains("newer version") == true)
      #expect(try repository.snapshots() == [all[0], all[4]])
      #expect(try repository.contents() == before)
    }
  }

  @Test func `pictures stay where the rows of a snapshot that name them are lost`() throws {
    try withTemporaryFolder { folder in
      let repository = try hamlet(in: folder).repository
      let all = try repository.snapshots()
      let shard = try #require(
        try repository.manifest(all[0]).tables.first { $0.name == "image" }?.layers.first?.shards
          .first)
      try FileManager.default.removeItem(
        at: file(repository, repository.name(of: shard.object.digest, .shard).path))
      let summary = try prune(repository, last: 1)
      #expect(summary.keepsImages && !summary.keepsShards && !summary.isSound)
      #expect(holdsPicture(repository))
      // The damaged ones stay, for parts of them can still be restored.
      #expect(summary.decisions.filter(\.isKept).map(\.id) == [all[4], all[1], all[0]])
    }
  }

  @Test func `a repository that somebody reads is not pruned, and a dry run leaves readers alone`()
    throws
  {
    try withTemporaryFolder { folder in
      let repository = try hamlet(in: folder, snapshots: 2).repository
      let reader = try repository.lock(.reading, holder: "a reader")
      let fault = #expect(throws: RepositoryFault.self) { try prune(repository, last: 1) }
      #expect(fault?.cause == .locked(holder: "a reader"))
      #expect(fault?.exitCode == .locked)
      #expect(try prune(repository, last: 1, dry: true).decisions.count { !$0.isKept } == 1)
      reader.release()
      #expect(try prune(repository, last: 1).decisions.count { !$0.isKept } == 1)
    }
  }

  @Test func `a pruning that is stopped at any step leaves each snapshot that is there whole`()
    throws
  {
    try withTemporaryFolder { folder in
      let base = try hamlet(in: folder).repository
      let all = try base.snapshots()
      // What a killed run leaves.
      try Data([1]).write(to: file(base, "objects/.x.partial-1"))
      var steps = 0
      var seen: Set<Int> = []
      while true {
        let path = folder.appending(path: "killed-\(steps)").path
        try FileManager.default.copyItem(atPath: base.path, toPath: path)
        let left = Mutex(steps)
        let watched = RepositoryFolder(root: path) { (_) throws(RepositoryFault) in
          let isAlive = left.withLock { left in
            left -= 1
            return left >= 0
          }
          guard isAlive else { throw RepositoryFault(.unreadable(reason: "killed"), path: "") }
        }
        let summary = try? prune(try Repository.open(watched, secret: nil), last: 1)
        let after = try Repository.open(at: path)
        let snapshots = try after.snapshots()
        seen.insert(snapshots.count)
        #expect(snapshots.last == all.last && all.suffix(snapshots.count).last == snapshots.last)
        try expectWhole(after, isTidy: summary != nil)
        // The next one does what this one would have done.
        _ = try prune(after, last: 1)
        #expect(try after.snapshots() == [all[4]])
        try expectWhole(after)
        try FileManager.default.removeItem(atPath: path)
        if summary != nil { break }
        steps += 1
      }
      #expect(seen == [1, 2, 3, 4, 5])
      #expect(steps > 15)
    }
  }

  @Test func `a pruning that is asked to stop ends between two files`() throws {
    try withTemporaryFolder { folder in
      let repository = try hamlet(in: folder).repository
      let asked = Mutex(0)
      let removed = Mutex(0)
      let pruning = RepositoryPruning(
        repository: repository, policy: RetentionPolicy(last: 1), holder: "a test",
        observer: Observer(
          progress: { progress in
            if progress.activity == "pruning" { removed.withLock { $0 += 1 } }
          },
          shouldStop: {
            asked.withLock { $0 += 1 }
            return removed.withLock { $0 } >= 3
          }))
      #expect(throws: Interrupted.self) { try pruning.run() }
      #expect(try repository.snapshots().count == 2)
      try expectWhole(repository, isTidy: false)
    }
  }
}
