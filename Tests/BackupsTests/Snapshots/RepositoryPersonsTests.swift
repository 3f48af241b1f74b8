import BackupRepository
import Foundation
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct RepositoryPersonsTests {
  @Test(arguments: 0..<12)
  func `R23: snapshots tell of erasures, and which of them hold such people still`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: seed, in: folder)
      let first = try hamlet.backUp().id
      try hamlet.alter()
      let second = try hamlet.backUp().id
      let person = try hamlet.rename("gone")
      let third = try hamlet.backUp()
      try hamlet.grow()
      let fourth = try hamlet.backUp().id

      var persons = try RepositoryPersons(of: hamlet.repository)
      #expect(try persons.erasures(after: first).map(\.userDigest) == [person])
      #expect(try persons.erasures(after: second).map(\.userDigest) == [person])
      #expect(try persons.erasures(after: third.id).map(\.userDigest) == [person])
      #expect(try persons.erasures(after: fourth) == [])
      let held = try persons.erasedSince()
      #expect(held.mapValues { $0.map(\.userDigest) } == [first: [person], second: [person]])
      #expect(persons.unread == [])
    }
  }

  @Test func `R23: who was erased in the store itself is held by all snapshots of it`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 3, in: folder)
      let first = try hamlet.backUp().id
      let person = try hamlet.rename("gone")
      let erasures = try hamlet.store.read { (transaction) throws in try transaction.erasures() }
      var persons = try RepositoryPersons(of: hamlet.repository)
      #expect(try persons.erasedSince() == [:])
      let installation = try #require(persons.installationID)
      let held = try persons.erasedSince(besides: (installation, erasures))
      #expect(held.mapValues { $0.map(\.userDigest) } == [first: [person]])
      #expect(try persons.erasedSince(besides: ("another", erasures)) == [:])
    }
  }

  @Test func `a snapshot is removed with all that only it needed`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 4, in: folder)
      let first = try hamlet.backUp().id
      try hamlet.alter()
      try hamlet.remove()
      let second = try hamlet.backUp(isFull: true).id
      try hamlet.grow()
      let third = try hamlet.backUp().id
      let removal = SnapshotRemoval(repository: hamlet.repository, holder: "a test")
      let summary = try removal.run([first: third])
      #expect(summary.snapshots == 1 && summary.objects > 0 && summary.unread == [])
      #expect(try hamlet.repository.snapshots() == [second, third])
      let verified = try RepositoryVerification(
        repository: hamlet.repository, holder: "a test"
      ).run()
      #expect(verified.findings == [] && verified.unneeded == 0)
      let (restored, _) = try hamlet.restore(third)
      #expect(try Hamlet.differences(hamlet.store, restored) == [])
      #expect(try removal.run([first: third]).objects == 0)
    }
  }

  @Test func `a snapshot stays where what was to take its place is gone, or not whole`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 5, in: folder)
      let first = try hamlet.backUp().id
      try hamlet.alter()
      let second = try hamlet.backUp(isFull: true)
      let shard = try #require(second.manifest.shards.first)
      let name = hamlet.repository.name(of: shard.object.digest, .shard)
      let removal = SnapshotRemoval(repository: hamlet.repository, holder: "a test")
      try FileManager.default.removeItem(atPath: "\(hamlet.repository.path)/\(name)")
      #expect(try removal.run([first: second.id]).kept == [first])
      try FileManager.default.removeItem(
        atPath: "\(hamlet.repository.path)/snapshots/\(second.id).json")
      #expect(try removal.run([first: second.id]).kept == [first])
      #expect(try hamlet.repository.snapshots() == [first])
    }
  }

  @Test func `no object goes while nobody knows which pictures another snapshot names`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 4, in: folder)
      _ = try hamlet.addPicture("a picture")
      let first = try hamlet.backUp().id
      var manifest = try hamlet.backUp(isFull: true).manifest
      // Its shard of pictures is as it was written, and a row of it is none.
      let session = try hamlet.repository.beginAdding(holder: "a test")
      session.trust(manifest)
      let images = try #require(manifest.tables.firstIndex { $0.name == "image" })
      manifest.tables[images].layers[0].shards[0].object = try session.storeShard(
        Array("{\"table\":\"image\",\"columns\":[\"id\",\"digest\",\"byte_size\"]}\n[1]\n".utf8)
      ).reference
      _ = try session.write(manifest)
      session.end()
      let before = try hamlet.repository.contents().objects.count
      let summary = try SnapshotRemoval(
        repository: hamlet.repository, holder: "a test"
      ).run([first: first])
      #expect(summary.snapshots == 1 && summary.objects == 0 && summary.unread.count == 1)
      #expect(try hamlet.repository.contents().objects.count == before)
    }
  }

  @Test func `no object goes while nobody knows what another snapshot needs`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 4, in: folder)
      let first = try hamlet.backUp().id
      try hamlet.alter()
      let second = try hamlet.backUp(isFull: true).id
      let path = "\(hamlet.repository.path)/snapshots/\(second).json"
      try Data("{}".utf8).write(to: URL(filePath: path))
      let before = try hamlet.repository.contents().objects.count
      let summary = try SnapshotRemoval(
        repository: hamlet.repository, holder: "a test"
      ).run([first: first])
      #expect(summary.objects == 0 && summary.unread.map(\.path) == [path])
      #expect(try hamlet.repository.contents().objects.count == before)
    }
  }
}

extension Hamlet {
  /// Makes the last user another one as an erasure does, and notes it; gives the digest of who is
  /// gone.
  mutating func rename(_ id: String) throws -> Digest {
    try store.write { (transaction) throws in
      let found = try transaction.row("SELECT max(id), public_id FROM user") {
        (key: $0[0] as Int64, id: UserID($0[1] as String))
      }
      let user = try #require(found)
      let digest = StoredErasure.digest(of: user.id)
      try transaction.execute(
        "UPDATE user SET public_id = ?, change = ? WHERE id = ?",
        [id, transaction.change, user.key])
      try transaction.execute(
        "INSERT INTO erasure (user_digest, recipes, erased_at, change) VALUES (?, 'kept', 0, ?)",
        [digest.bytes, transaction.change])
      return digest
    }
  }
}
