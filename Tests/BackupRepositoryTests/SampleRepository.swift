import Foundation
import RecipeCoding
import RecipeModel
import Testing

@testable import BackupRepository

/// Repositories with little in them, and what is done with them.
enum SampleRepository {
  static let moment = instant("2026-11-22T16:30:05.250Z")
  static let passphrase = RepositorySecret.passphrase(Array("correct horse".utf8))
  static let keyFile = RepositorySecret.keyFile((0..<32).map { UInt8($0) })

  static func instant(_ text: String) -> Instant {
    guard let instant = Instant(text) else { preconditionFailure("\(text) is no moment") }
    return instant
  }

  /// Tried in no time.
  static var cost: ScryptCost {
    guard let cost = ScryptCost(rounds: 2, blockSize: 1, parallelism: 1) else {
      preconditionFailure("a cost is a cost")
    }
    return cost
  }

  static func create(_ folder: URL, _ secret: RepositorySecret?) throws -> Repository {
    try Repository.create(
      at: folder.path, secret: secret, id: "repository-1", createdAt: moment, cost: cost)
  }

  static let image: [UInt8] = Array("an image, as it is".utf8)

  static func lines(_ text: String, _ count: Int = 3) -> [UInt8] {
    Array((1...count).map { "{\"id\":\"\(text)-\($0)\"}\n" }.joined().utf8)
  }

  static func manifest(
    _ layers: [[ShardReference]], at moment: Instant = moment, parent: SnapshotID? = nil
  ) -> SnapshotManifest {
    let shards = layers.map { layer in
      SnapshotManifest.Layer(
        shards: layer.map {
          SnapshotManifest.Shard(object: $0, rows: 3, keys: 1...3)
        })
    }
    return SnapshotManifest(
      toolVersion: "1.0", schemaVersion: 1, createdAt: moment,
      kind: parent == nil ? .full : .incremental, parent: parent, label: "before the move",
      profile: "full",
      store: SnapshotManifest.StoreState(
        installationID: "i1", changeCounter: 42, runID: "run-1"),
      tables: [
        SnapshotManifest.Table(
          name: "recipes", rows: 3 * (layers.first?.count ?? 0), layers: shards)
      ], images: SnapshotManifest.Images(count: 1, bytes: image.count))
  }

  /// Stores shards of the texts and the image, and writes a snapshot of them.
  @discardableResult
  static func addSnapshot(
    _ repository: Repository, _ texts: [String], at moment: Instant = moment,
    imageFolder: URL
  ) throws -> SnapshotID {
    let session = try repository.beginAdding(holder: "a test")
    defer { session.end() }
    for id in try repository.snapshots() { session.trust(try repository.manifest(id)) }
    let shards = try texts.map { try session.storeShard(lines($0)).reference }
    let file = imageFolder.appending(path: "image-source")
    try Data(image).write(to: file)
    _ = try session.storeImage(path: file.path, digest: .sha256(image))
    return try session.write(manifest([shards], at: moment))
  }

  /// Opens it and reads everything that a snapshot names.
  static func proveAll(_ path: String, _ secret: RepositorySecret?) throws {
    let repository = try Repository.open(at: path, secret: secret)
    for id in try repository.snapshots() {
      for shard in try repository.manifest(id).shards {
        _ = try repository.readShard(shard.object)
      }
      try repository.proveImage(ImageReference(digest: .sha256(image), bytes: image.count))
    }
  }

  /// All files that hold something, by their paths from the root.
  static func files(_ folder: URL) throws -> [String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return paths.filter { path in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: folder.appending(path: path).path, isDirectory: &isFolder)
      return !isFolder.boolValue && !path.hasPrefix("locks/")
    }.sorted()
  }
}

/// Whether something is refused for a cause.
func expectFault(
  _ cause: RepositoryFault.Cause, _ body: () throws -> Void,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  let fault = #expect(throws: RepositoryFault.self, sourceLocation: sourceLocation) { try body() }
  #expect(fault?.cause == cause, sourceLocation: sourceLocation)
}
