import BackupRepository
import Foundation
import GRDB
import PipelineCore
import RecipeCoding
import RecipeModel
import TestKit

@testable import Backups
@testable import Store

/// A store of random rows that goes on changing, and a repository that it is backed up into.
struct Hamlet {
  let folder: URL
  let store: RecipeStore
  let repository: Repository
  private var generator: VillageGenerator
  private let run: RunKey
  private var moment = VillageGenerator.start
  private var count = 0

  init(seed: Int, in folder: URL, backupsIn disk: URL? = nil) throws {
    self.folder = folder
    (store, run) = try VillageGenerator.emptyStore(
      at: folder.appending(path: "hamlet.db").path, seed: seed)
    repository = try Repository.create(
      at: (disk ?? folder).appending(path: "backups").path, secret: nil, id: "backups",
      createdAt: Instant(milliseconds: VillageGenerator.start))
    generator = VillageGenerator(seed: seed)
    try grow()
  }

  /// Adds rows of every kind, and purges some.
  mutating func grow() throws {
    try generator.fill(store, run: run)
    try store.write { (transaction) throws in try transaction.execute("DELETE FROM view_segment") }
    try store.addViews(generator.number(30), by: &generator)
  }

  /// Changes rows where they are, with the number of the change.
  mutating func alter() throws {
    let number = generator.number(1000)
    try store.write { (transaction) throws in
      for (table, column) in [
        ("recipe", "updated_at"), ("user", "updated_at"), ("membership", "joined_at"),
        ("proposal", "created_at"), ("recipe_source", "reader_version"), ("activity", "created_at"),
      ] {
        try transaction.execute(
          """
          UPDATE \(table) SET \(column) = \(column) - 1, change = ?
           WHERE abs(rowid * 7919 + ?) % 5 = 0
          """, [transaction.change, number])
      }
      try transaction.execute(
        """
        DELETE FROM recipe_tag
          WHERE recipe_id IN (SELECT id FROM recipe WHERE change = ?) AND tag_id % 2 = 0
        """, [transaction.change])
    }
  }

  /// Takes rows away for good, as undone imports and purges do.
  mutating func remove() throws {
    let number = generator.number(1000)
    try store.write { (transaction) throws in
      for table in ["recipe_revision", "activity", "membership", "recipe_image"] {
        try transaction.execute(
          "DELETE FROM \(table) WHERE abs(rowid * 7919 + ?) % 4 = 0", [number])
      }
    }
  }

  /// Adds a picture that no recipe has.
  func addPicture(_ text: String) throws -> Digest {
    let bytes = Array(text.utf8)
    let digest = Digest.sha256(bytes)
    try store.images.store(bytes, digest: digest)
    try store.write { (transaction) throws in
      try transaction.execute(
        "INSERT INTO image (digest, media_type, byte_size) VALUES (?, 'image/png', ?)",
        [digest.bytes, bytes.count])
    }
    return digest
  }

  /// Takes a picture out again.
  func removePicture(_ digest: Digest) throws {
    try store.write { (transaction) throws in
      try transaction.execute("DELETE FROM image WHERE digest = ?", [digest.bytes])
    }
  }

  /// Takes a snapshot, a minute after the last one.
  mutating func backUp(isFull: Bool = false) throws -> SnapshotCreation.Summary {
    moment += 60_000
    count += 1
    let id = RunID("backup-\(count)")
    try store.write { (transaction) throws in
      try transaction.execute(
        """
        INSERT INTO run (public_id, kind, fingerprint, label, state, reference_at, started_at)
          VALUES (?, 'backup', x'00', 'test', 'running', 0, 0)
        """, [id.text])
    }
    return try Hamlet.backUp(
      store, into: repository, at: Instant(milliseconds: moment), run: id, isFull: isFull)
  }

  static func backUp(
    _ store: RecipeStore, into repository: Repository, at moment: Instant, run: RunID = RunID("x"),
    isFull: Bool = false
  ) throws -> SnapshotCreation.Summary {
    try SnapshotCreation(
      store: store, repository: repository, createdAt: moment, runID: run, isFull: isFull,
      holder: "a test"
    ).run()
  }

  /// Makes a store of a snapshot.
  func restore(
    _ snapshot: SnapshotID, as name: String = "restored.db", passingOver: Bool = false
  ) throws -> (store: RecipeStore, summary: SnapshotRestoring.Summary) {
    let path = folder.appending(path: name).path
    let summary = try SnapshotRestoring(
      repository: repository, snapshot: snapshot, path: path, passesOverDamage: passingOver,
      holder: "a test"
    ).run()
    return (try RecipeStore.open(at: path), summary)
  }

  /// All rows that a snapshot holds, as lines.
  static func rows(of store: RecipeStore) throws -> [SnapshotTable: String] {
    try store.read { (transaction) throws in
      var lines: [SnapshotTable: String] = [:]
      for table in SnapshotTable.allCases {
        try transaction.eachSnapshotBlock(of: table, .all) { block in
          lines[table, default: ""] += String(decoding: block.lines, as: UTF8.self)
        }
      }
      return lines
    }
  }

  /// The names of the tables whose rows differ.
  static func differences(_ first: RecipeStore, _ second: RecipeStore) throws -> [String] {
    let (first, second) = (try rows(of: first), try rows(of: second))
    return SnapshotTable.allCases.filter { first[$0] != second[$0] }.map(\.rawValue)
  }
}
