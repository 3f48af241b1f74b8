import Foundation
import RecipeCoding
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import BackupRepository

/// Lets so many steps be taken and none after them, as when a process is killed.
final class Killing: Sendable {
  private let left: Mutex<Int>

  init(after steps: Int) {
    left = Mutex(steps)
  }

  func step() throws(RepositoryFault) {
    let isAlive = left.withLock { left in
      left -= 1
      return left >= 0
    }
    guard isAlive else { throw RepositoryFault(.unreadable(reason: "killed"), path: "") }
  }

  func folder(_ path: String) -> RepositoryFolder {
    RepositoryFolder(root: path) { (_) throws(RepositoryFault) in try self.step() }
  }
}

@Suite struct InterruptionTests {
  @Test(arguments: [nil, SampleRepository.passphrase])
  func `a backup that is killed at any step leaves the older snapshots whole`(
    secret: RepositorySecret?
  ) throws {
    try withTemporaryFolder { folder in
      let base = folder.appending(path: "base")
      let repository = try SampleRepository.create(base, secret)
      let old = try SampleRepository.addSnapshot(repository, ["a", "b"], imageFolder: folder)
      let later = SampleRepository.instant("2026-11-23T00:00:00Z")
      var steps = 0
      while true {
        let path = folder.appending(path: "killed-\(steps)")
        try FileManager.default.copyItem(at: base, to: path)
        let isDone = isDone {
          let killed = try Repository.open(
            Killing(after: steps).folder(path.path), secret: secret)
          try SampleRepository.addSnapshot(
            killed, ["a", "c", "d"], at: later, imageFolder: folder)
        }
        let after = try Repository.open(at: path.path, secret: secret)
        let snapshots = try after.snapshots()
        #expect(snapshots.first == old)
        try SampleRepository.proveAll(path.path, secret)
        if isDone {
          #expect(snapshots.count == 2)
          break
        }
        // Had it been the power that went, what no snapshot names may be torn.
        if snapshots.count == 1 { try tearOrphans(of: after, old) }
        // The next run does what this one would have done.
        try SampleRepository.addSnapshot(after, ["a", "c", "d"], at: later, imageFolder: folder)
        #expect(try after.snapshots().count == 2)
        try SampleRepository.proveAll(path.path, secret)
        let removing = try after.beginRemoving(holder: "a test")
        for leftover in try after.contents().leftovers { try removing.remove(leftover) }
        removing.end()
        let contents = try after.contents()
        #expect(contents.leftovers.isEmpty)
        #expect(contents.strangers.isEmpty)
        #expect(contents.objects.count == 5)
        steps += 1
      }
      #expect(steps > 15)
    }
  }

  @Test func `a removal that is killed at any step leaves the snapshots that are there whole`()
    throws
  {
    try withTemporaryFolder { folder in
      let base = folder.appending(path: "base")
      let repository = try SampleRepository.create(base, nil)
      let old = try SampleRepository.addSnapshot(repository, ["a", "b"], imageFolder: folder)
      let kept = try SampleRepository.addSnapshot(
        repository, ["a", "c"], at: SampleRepository.instant("2026-11-23T00:00:00Z"),
        imageFolder: folder)
      var steps = 0
      while true {
        let path = folder.appending(path: "killed-\(steps)")
        try FileManager.default.copyItem(at: base, to: path)
        let isDone = isDone {
          let killed = try Repository.open(Killing(after: steps).folder(path.path), secret: nil)
          let removing = try killed.beginRemoving(holder: "a test")
          let needed = Set(
            try killed.manifest(kept).shards.map { killed.name(of: $0.object.digest, .shard) })
          try removing.remove(old)
          for object in try killed.contents().objects
          where object.name.kind == .shard && !needed.contains(object.name) {
            try removing.remove(object.name)
          }
        }
        try SampleRepository.proveAll(path.path, nil)
        let after = try Repository.open(at: path.path)
        #expect(try after.snapshots() == (steps == 0 ? [old, kept] : [kept]))
        if isDone {
          #expect(try after.contents().objects.count == 3)
          break
        }
        steps += 1
      }
      #expect(steps == 3)
    }
  }

  @Test func `what a loss of power tore is written anew`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, nil)
      let source = folder.appending(path: "image")
      try Data(SampleRepository.image).write(to: source)
      let imageDigest = Digest.sha256(SampleRepository.image)
      let killed = try repository.beginAdding(holder: "a test")
      let shard = try killed.storeShard(SampleRepository.lines("a"))
      _ = try killed.storeImage(path: source.path, digest: imageDigest)
      killed.end()
      let files = [
        repository.name(of: shard.reference.digest, .shard),
        repository.name(of: imageDigest, .image),
      ].map { path.appending(path: $0.path) }
      for keep in [0, 5, 1000] {
        for file in files {
          let whole = try Data(contentsOf: file)
          // Cut off, or of the right length and full of zeros.
          try (keep > whole.count ? Data(count: whole.count) : whole.prefix(keep)).write(to: file)
        }
        let session = try repository.beginAdding(holder: "a test")
        let again = try session.storeShard(SampleRepository.lines("a"))
        #expect(!again.wasThere)
        #expect(again.reference == shard.reference)
        let image = try session.storeImage(path: source.path, digest: imageDigest)
        #expect(!image.wasThere)
        #expect(try repository.readShard(again.reference) == SampleRepository.lines("a"))
        try repository.proveImage(image.reference)
        session.end()
      }
      // What is whole is taken up.
      let session = try repository.beginAdding(holder: "a test")
      #expect(try session.storeShard(SampleRepository.lines("a")).wasThere)
      #expect(try session.storeImage(path: source.path, digest: imageDigest).wasThere)
    }
  }

  @Test func `a shard of an older snapshot that is torn is written anew, or told`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      let repository = try SampleRepository.create(path, nil)
      let old = try SampleRepository.addSnapshot(repository, ["a"], imageFolder: folder)
      let manifest = try repository.manifest(old)
      let reference = try #require(manifest.shards.first).object
      let file = path.appending(path: repository.name(of: reference.digest, .shard).path)
      try Data(contentsOf: file).prefix(9).write(to: file)

      let session = try repository.beginAdding(holder: "a test")
      session.trust(manifest)
      let later = SampleRepository.instant("2026-11-23T00:00:00Z")
      let fault = #expect(throws: RepositoryFault.self) {
        try session.write(SampleRepository.manifest([[reference], []], at: later, parent: old))
      }
      #expect(fault?.path == file.path)
      #expect(try !session.storeShard(SampleRepository.lines("a")).wasThere)
      #expect(try repository.readShard(reference) == SampleRepository.lines("a"))
    }
  }

  @Test func `no snapshot is written that names what nobody stored`() throws {
    try withTemporaryFolder { folder in
      let repository = try SampleRepository.create(folder.appending(path: "backups"), nil)
      let session = try repository.beginAdding(holder: "a test")
      var reference = try session.storeShard(SampleRepository.lines("a")).reference
      reference.digest = .sha256([1])
      let fault = #expect(throws: RepositoryFault.self) {
        try session.write(SampleRepository.manifest([[reference]]))
      }
      #expect(fault?.cause == .missing)
      #expect(try repository.snapshots().isEmpty)
    }
  }

  @Test func `everything is on the disk before the snapshot that names it`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "backups")
      _ = try SampleRepository.create(path, nil)
      let steps = Mutex<[RepositoryFolder.Step]>([])
      let watched = RepositoryFolder(root: path.path) { (step) throws(RepositoryFault) in
        steps.withLock { $0.append(step) }
      }
      let repository = try Repository.open(watched, secret: nil)
      try SampleRepository.addSnapshot(repository, ["a", "b"], imageFolder: folder)
      let taken = steps.withLock { $0 }
      // Three objects in folders of their own, then the manifest.
      let object: [RepositoryFolder.Step] = [.makeFolder, .createFile, .write, .rename]
      let syncs = [RepositoryFolder.Step](repeating: .sync, count: 3 + 3 + 2)
      #expect(
        taken == object + object + object + syncs + [.createFile, .write, .sync, .rename, .sync])
    }
  }

  @Test func `a creation that is killed at any step is done by the next one`() throws {
    try withTemporaryFolder { folder in
      var steps = 0
      while true {
        let path = folder.appending(path: "killed-\(steps)").path
        let isDone = isDone {
          _ = try Repository.create(
            in: Killing(after: steps).folder(path), secret: SampleRepository.passphrase, id: "r",
            createdAt: SampleRepository.moment, cost: SampleRepository.cost)
        }
        if isDone { break }
        if (try? Repository.open(at: path, secret: SampleRepository.passphrase)) == nil {
          _ = try SampleRepository.create(URL(filePath: path), SampleRepository.passphrase)
        }
        steps += 1
      }
      #expect(steps > 8)
    }
  }

  @Test func `a change of secrets that is killed at any step leaves the older secret in force`()
    throws
  {
    try withTemporaryFolder { folder in
      var steps = 0
      while true {
        let path = folder.appending(path: "killed-\(steps)").path
        _ = try SampleRepository.create(URL(filePath: path), SampleRepository.passphrase)
        let killed = try Repository.open(
          Killing(after: steps).folder(path), secret: SampleRepository.passphrase)
        let isDone = isDone { try killed.add(SampleRepository.keyFile, holder: "a test") }
        _ = try Repository.open(at: path, secret: SampleRepository.passphrase)
        if isDone {
          _ = try Repository.open(at: path, secret: SampleRepository.keyFile)
          break
        }
        steps += 1
      }
      #expect(steps == 5)
    }
  }

  /// Cuts the files of all shards in half that the snapshot does not name.
  private func tearOrphans(of repository: Repository, _ snapshot: SnapshotID) throws {
    let named = Set(
      try repository.manifest(snapshot).shards.map {
        repository.name(of: $0.object.digest, .shard)
      })
    for object in try repository.contents().objects
    where object.name.kind == .shard && !named.contains(object.name) {
      let file = URL(filePath: repository.path).appending(path: object.name.description)
      let whole = try Data(contentsOf: file)
      try whole.prefix(whole.count / 2).write(to: file)
    }
  }

  private func isDone(_ body: () throws -> Void) -> Bool {
    do {
      try body()
      return true
    } catch {
      return false
    }
  }
}
