public import BackupRepository
import JSONText
public import RecipeModel
public import Store

/// The communities that snapshots of a repository are of, as these call them.
public struct RepositoryCommunities {
  private let repository: Repository
  private let parser = JSONParser()
  private var known: [ShardReference: SnapshotCommunity?] = [:]

  public init(of repository: Repository) {
    self.repository = repository
  }

  /// The community that a snapshot is of; nil where it is of everything, or cannot be read.
  public mutating func community(of manifest: SnapshotManifest) -> SnapshotCommunity? {
    guard let id = manifest.communityID,
      let shard = manifest.tables.first(where: { $0.name == SnapshotTable.community.rawValue })?
        .layers.last?.shards.first?.object
    else { return nil }
    if let found = known[shard] { return found }
    // That it cannot be read is for others to tell: it has a name less.
    let lines = try? repository.readShard(shard)
    let found = lines.flatMap { SnapshotCommunity.communities(in: $0, parser: parser) }?
      .first { $0.id == id }
    known[shard] = .some(found)
    return found
  }

  /// The ids of the communities that somebody may mean, by slug or id, as the newest snapshots of each
  /// call it: a slug is that of another one in another installation, and after it was founded anew.
  public mutating func ids(of name: String) throws(RepositoryFault) -> [CommunityID] {
    var seen: Set<CommunityID> = []
    var found: [CommunityID] = []
    for snapshot in try repository.snapshots().reversed() {
      guard let manifest = try? repository.manifest(snapshot), let id = manifest.communityID,
        seen.insert(id).inserted
      else { continue }
      if isOf(name, manifest) { found.append(id) }
    }
    return found
  }

  /// Whether a snapshot is there of a community, by its id.
  public func holds(_ community: SnapshotsToPrune) throws(RepositoryFault) -> Bool {
    try repository.snapshots().contains { id in
      (try? repository.manifest(id)).map(community.holds) ?? false
    }
  }

  /// Whether a snapshot is of the community that somebody names, by its slug or id.
  public mutating func isOf(_ name: String, _ manifest: SnapshotManifest) -> Bool {
    guard let id = manifest.communityID else { return false }
    return id.text == name || community(of: manifest)?.slug == name.lowercased()
  }
}
