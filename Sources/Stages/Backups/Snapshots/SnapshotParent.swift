import BackupRepository
import RecipeModel
import Store

/// A snapshot that the next one may build on.
struct SnapshotParent {
  var id: SnapshotID
  var manifest: SnapshotManifest
  /// What the store was then.
  var state: SnapshotState

  /// How many snapshots are laid over a full one before the next full one.
  static let longestChain = 14

  /// What a manifest says of its store; nil when it is not of a whole installation.
  init?(_ id: SnapshotID, _ manifest: SnapshotManifest) {
    guard manifest.isOfInstallation else { return nil }
    self.id = id
    self.manifest = manifest
    state = SnapshotState(
      installationID: manifest.store.installationID, schemaVersion: manifest.schemaVersion,
      change: Int64(manifest.store.changeCounter),
      lastRun: manifest.store.runID.map { RunID($0) },
      lastBody: SnapshotParent.lastKey(of: .recipeBody, in: manifest),
      lastImage: SnapshotParent.lastKey(of: .image, in: manifest))
  }

  /// The layers of a table; none where it has none.
  func layers(of table: SnapshotTable) -> [SnapshotManifest.Layer] {
    manifest.tables.first { $0.name == table.rawValue }?.layers ?? []
  }

  /// Whether another layer is worth it: what lies over the base is short, and small beside it.
  var takesAnother: Bool {
    let layers = manifest.tables.flatMap { table in
      table.layers.enumerated().map { (depth: $0.offset, layer: $0.element) }
    }
    func bytes(_ isBase: Bool) -> Int {
      layers.filter { ($0.depth == 0) == isBase }.flatMap(\.layer.shards)
        .reduce(0) { $0 + $1.object.storedBytes }
    }
    let depth = manifest.tables.map(\.layers.count).max() ?? 0
    return depth <= SnapshotParent.longestChain && bytes(false) * 2 <= bytes(true)
  }

  /// Whether all its shards are there with their sizes.
  func isThere(in repository: Repository) -> Bool {
    manifest.shards.allSatisfy { shard in
      repository.size(of: repository.name(of: shard.object.digest, .shard))
        == shard.object.storedBytes
    }
  }

  private static func lastKey(of table: SnapshotTable, in manifest: SnapshotManifest) -> Int64 {
    let shards = manifest.tables.first { $0.name == table.rawValue }?.layers.flatMap(\.shards)
    return Int64(shards?.compactMap { $0.keys?.upperBound }.max() ?? 0)
  }
}
