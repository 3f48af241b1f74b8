import BackupRepository
import Foundation
import JSONText
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit
import Testing

@testable import Backups
@testable import Store

struct SnapshotDamageTests {
  @Test func `a full snapshot stores anew what is damaged, and so mends the older ones`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 3, in: folder)
      let first = try hamlet.backUp()
      let path = try shard(of: .recipe, in: first, hamlet)
      try flip(path)
      #expect(try findings(hamlet).map(\.path) == [path])
      // An incremental one builds on it, and does not read it again.
      _ = try hamlet.backUp()
      #expect(try findings(hamlet).map(\.path) == [path])
      _ = try hamlet.backUp(isFull: true)
      #expect(try findings(hamlet) == [])
      let (restored, _) = try hamlet.restore(first.id)
      #expect(try Hamlet.differences(hamlet.store, restored) == [])
    }
  }

  @Test func `where a shard of the last snapshot is gone, the next one is full`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 4, in: folder)
      let first = try hamlet.backUp()
      try FileManager.default.removeItem(atPath: try shard(of: .user, in: first, hamlet))
      let second = try hamlet.backUp()
      #expect(second.manifest.kind == .full)
      let (restored, summary) = try hamlet.restore(second.id)
      #expect(summary.isWhole)
      #expect(try Hamlet.differences(hamlet.store, restored) == [])
    }
  }

  @Test func `what can be read is restored where that is asked for, and the rest is told`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 6, in: folder)
      let snapshot = try hamlet.backUp()
      let path = try shard(of: .user, in: snapshot, hamlet)
      try flip(path)
      #expect(throws: RepositoryFault.self) { try hamlet.restore(snapshot.id) }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
          == [
            "backups", "hamlet.db", "hamlet.db-shm", "hamlet.db-wal", "hamlet.db.images",
          ].filter { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) })
      let (restored, summary) = try hamlet.restore(snapshot.id, passingOver: true)
      #expect(summary.damage.map(\.path) == [path] && !summary.isWhole)
      // Everything hangs on its users; what does not is there.
      #expect(!summary.refused.isEmpty)
      try restored.read { (transaction) throws in
        #expect(try transaction.integer("SELECT count(*) FROM tag") > 0)
        let dangling = try transaction.rows("PRAGMA foreign_key_check") { $0[0] as String }
        #expect(dangling.isEmpty)
      }
    }
  }

  @Test func `R23: what is done to a store before it has its name is done to its pictures`() throws
  {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 1, in: folder)
      let bytes = [UInt8]("a picture".utf8)
      let digest = Digest.sha256(bytes)
      try hamlet.store.images.store(bytes, digest: digest)
      try hamlet.store.write { (transaction) throws in
        try transaction.execute(
          "INSERT INTO image (digest, media_type, byte_size) VALUES (?, 'image/png', ?)",
          [digest.bytes, bytes.count])
      }
      let snapshot = try hamlet.backUp()
      let path = folder.appending(path: "restored.db").path
      _ = try SnapshotRestoring(
        repository: hamlet.repository, snapshot: snapshot.id, path: path, holder: "a test"
      ).run { store, _ in
        #expect(store.images.read(digest) == bytes)
        try FileManager.default.removeItem(atPath: store.images.path(of: digest))
      }
      let restored = try RecipeStore.open(at: path)
      #expect(restored.images.read(digest) == nil)
      #expect(FileManager.default.fileExists(atPath: restored.images.folder))
      #expect(throws: StoreFault(.alreadyExists(path: path))) { try hamlet.restore(snapshot.id) }
      // Pictures of a store that was moved away are not taken for those of the next one.
      try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
      #expect(throws: StoreFault(.alreadyExists(path: path + ".images"))) {
        try hamlet.restore(snapshot.id)
      }
    }
  }

  @Test(arguments: [-1, 1])
  func `a snapshot that says other rows than its shards hold is found, whole and in layers`(
    more: Int
  ) throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 6, in: folder)
      var whole = try hamlet.backUp().manifest
      try hamlet.alter()
      var layered = try hamlet.backUp().manifest

      let users = try #require(whole.tables.firstIndex { $0.name == "user" })
      let held = whole.tables[users].rows
      whole.tables[users].rows += more
      whole.tables[users].layers[0].shards[0].rows += more
      #expect(
        try findings(whole, in: hamlet) == [
          "has \(held) rows where its snapshot says \(held + more)"
        ])

      let table = try #require(
        layered.tables.firstIndex { $0.layers.count > 1 && $0.name != "recipe_tag" })
      let (name, rows) = (layered.tables[table].name, layered.tables[table].rows)
      layered.tables[table].rows += more
      #expect(
        try findings(layered, in: hamlet) == [
          "says \(rows + more) rows of \(name), and there are \(rows)"
        ])
    }
  }

  /// What is found wrong with a snapshot that says so.
  private func findings(_ manifest: SnapshotManifest, in hamlet: Hamlet) throws -> [String] {
    let session = try hamlet.repository.beginAdding(holder: "a test")
    session.trust(manifest)
    let id = try session.write(manifest)
    session.end()
    return try RepositoryVerification(
      repository: hamlet.repository, snapshots: [id], holder: "a test"
    ).run().findings.map(\.what)
  }

  @Test func `while a manifest cannot be read, nothing is called unneeded`() throws {
    try withTemporaryFolder { folder in
      var hamlet = try Hamlet(seed: 8, in: folder)
      let first = try hamlet.backUp()
      try hamlet.grow()
      _ = try hamlet.backUp(isFull: true)
      let path = "\(hamlet.repository.path)/snapshots/\(first.id).json"
      try flip(path)
      let summary = try RepositoryVerification(repository: hamlet.repository, holder: "a test")
        .run()
      #expect(summary.findings.map(\.path) == [path])
      #expect(summary.unneeded == 0)
      try FileManager.default.removeItem(atPath: path)
      let after = try RepositoryVerification(repository: hamlet.repository, holder: "a test").run()
      #expect(after.findings == [] && after.unneeded > 0)
    }
  }

  @Test(arguments: [
    ["[9223372036854775807,\"a\"]", "[9223372036854775807,\"b\"]"],
    ["[-9223372036854775808,\"a\"]", "[9223372036854775807,\"b\"]"],
    ["[18446744073709551615,\"a\"]", "[1e300,\"b\"]"], ["[[[[[]]]],{}]", "[null,null]"],
  ])
  func `keys and rows that no store has are looked through without harm`(rows: [String]) {
    let heading = #"{"table":"tag","columns":["id","name"]}"#
    let lines = Array(([heading] + rows).map { $0 + "\n" }.joined().utf8)
    let inspection = SnapshotInspection(of: lines, parser: JSONParser())
    #expect(inspection?.rows == rows.count)
  }

  // MARK: - Fixtures

  private func findings(_ hamlet: Hamlet) throws -> [RepositoryVerification.Finding] {
    try RepositoryVerification(repository: hamlet.repository, holder: "a test").run().findings
  }

  /// The file of the first shard of a table.
  private func shard(
    of table: SnapshotTable, in snapshot: SnapshotCreation.Summary, _ hamlet: Hamlet
  ) throws -> String {
    let part = try #require(snapshot.manifest.tables.first { $0.name == table.rawValue })
    let object = try #require(part.layers.first?.shards.first?.object)
    return "\(hamlet.repository.path)/\(hamlet.repository.name(of: object.digest, .shard))"
  }

  private func flip(_ path: String) throws {
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[bytes.count / 2] ^= 1
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.write(contentsOf: bytes)
    try file.close()
  }
}
