public import BackupRepository
import RecipeModel

/// Removes snapshots, and then the objects that nothing but they needed.
///
/// What else no snapshot needs is left to pruning. Where a snapshot that stays cannot be read, nobody
/// knows what it needs: all objects stay then, and the result says so.
public struct SnapshotRemoval: Sendable {
  public var repository: Repository
  public var holder: String

  public init(repository: Repository, holder: String) {
    self.repository = repository
    self.holder = holder
  }

  public struct Summary: Sendable, Equatable {
    public var snapshots = 0
    public var objects = 0
    public var bytes = 0
    /// Why objects stay that may be of no use.
    public var unread: [RepositoryFault] = []
    /// Snapshots that stay, because what was to take their place is not there.
    public var kept: [SnapshotID] = []

    public init() {}
  }

  /// Removes them; one that is gone already is passed over.
  ///
  /// - Parameter replaced: The snapshots, each with the one that takes its place. Where that is gone
  ///   meanwhile, or lacks a shard, the old one stays.
  /// - Returns: What went, and what stayed.
  /// - Throws: A `RepositoryFault`.
  public func run(_ replaced: [SnapshotID: SnapshotID]) throws -> Summary {
    var summary = Summary()
    let session = try repository.beginRemoving(holder: holder)
    defer { session.end() }
    var going: Set<SnapshotID> = []
    for (old, new) in replaced.sorted(by: { $0.key < $1.key }) {
      if isWhole(new) { going.insert(old) } else { summary.kept.append(old) }
    }
    var leaving: [SnapshotManifest] = []
    var staying: [SnapshotManifest] = []
    for id in try repository.snapshots() {
      do throws(RepositoryFault) {
        let manifest = try repository.manifest(id)
        if going.contains(id) { leaving.append(manifest) } else { staying.append(manifest) }
      } catch {
        guard error.isAboutOneFile else { throw error }
        summary.unread.append(error)
      }
    }
    let freed = try objects(of: leaving, &summary)
    let needed = try objects(of: staying, &summary)
    for id in try repository.snapshots() where going.contains(id) {
      try session.remove(id)
      summary.snapshots += 1
    }
    guard summary.unread.isEmpty else { return summary }
    for object in freed.subtracting(needed) {
      guard let bytes = repository.size(of: object) else { continue }
      try session.remove(object)
      summary.objects += 1
      summary.bytes += bytes
    }
    return summary
  }

  /// Whether a snapshot is there with all its shards.
  private func isWhole(_ snapshot: SnapshotID) -> Bool {
    guard let manifest = try? repository.manifest(snapshot) else { return false }
    return manifest.shards.allSatisfy { repository.presence(of: $0.object) == nil }
  }

  /// All that snapshots need, as far as it can be read.
  private func objects(
    of manifests: [SnapshotManifest], _ summary: inout Summary
  ) throws -> Set<ObjectName> {
    let images = try NamedImages(of: manifests, in: repository)
    summary.unread += images.unread
    return Set(
      manifests.flatMap(\.shards).map { repository.name(of: $0.object.digest, .shard) }
        + images.bytes.keys.map { repository.name(of: $0, .image) })
  }
}
