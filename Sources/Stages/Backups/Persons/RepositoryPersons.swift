public import BackupRepository
import JSONText
public import RecipeModel
public import Store

/// Whom the snapshots of a repository know as erased, and which of them hold such people still (R23).
///
/// Only the shards of users and of erasures are read. What cannot be read is passed over, and told.
public struct RepositoryPersons {
  private let repository: Repository
  /// The newest first.
  private let snapshots: [(id: SnapshotID, manifest: SnapshotManifest)]
  private let parser = JSONParser()
  private var erasureShards: [ShardReference: [StoredErasure]] = [:]
  /// What could not be read.
  public private(set) var unread: [RepositoryFault] = []

  /// Reads the manifests.
  public init(of repository: Repository) throws(RepositoryFault) {
    self.repository = repository
    var found: [(id: SnapshotID, manifest: SnapshotManifest)] = []
    for id in try repository.snapshots() {
      do throws(RepositoryFault) {
        found.append((id, try repository.manifest(id)))
      } catch {
        guard error.isAboutOneFile else { throw error }
        unread.append(error)
      }
    }
    snapshots = found.sorted { $1.manifest.isOlder(than: $0.manifest) }
  }

  /// The installation that the newest snapshot is of; nil without any.
  public var installationID: String? { snapshots.first?.manifest.store.installationID }

  // MARK: - Erasures

  /// The erasures that snapshots of the same installation know of which were taken after one.
  public mutating func erasures(
    after snapshot: SnapshotID
  ) throws(RepositoryFault) -> [StoredErasure] {
    guard let own = manifest(of: snapshot) else { return [] }
    return try erasures { manifest in
      own.isOlder(than: manifest)
        && manifest.store.installationID == own.store.installationID
    }
  }

  /// The erasures that a snapshot itself knows of.
  mutating func erasures(of snapshot: SnapshotID) throws(RepositoryFault) -> [StoredErasure] {
    guard let own = manifest(of: snapshot) else { return [] }
    return try erasures { $0 == own }
  }

  private func manifest(of snapshot: SnapshotID) -> SnapshotManifest? {
    snapshots.first { $0.id == snapshot }?.manifest
  }

  private mutating func erasures(
    _ isAsked: (SnapshotManifest) -> Bool
  ) throws(RepositoryFault) -> [StoredErasure] {
    var seen: Set<ShardReference> = []
    var erasures: [Digest: StoredErasure] = [:]
    for (_, manifest) in snapshots where isAsked(manifest) {
      for shard in shards(of: .erasure, in: manifest).flatMap({ $0 })
      where seen.insert(shard).inserted {
        let found: [StoredErasure]
        if let known = erasureShards[shard] {
          found = known
        } else {
          found =
            try read(shard) { lines, parser in
              SnapshotPeople.erasures(in: lines, parser: parser)
            } ?? []
          erasureShards[shard] = found
        }
        for erasure in found {
          // Of two acts the one counts that left less.
          if erasures[erasure.userDigest]?.recipes != .removed {
            erasures[erasure.userDigest] = erasure
          }
        }
      }
    }
    return erasures.values.sorted { $0.userDigest.hex < $1.userDigest.hex }
  }

  // MARK: - Who is held

  /// Which of some people each snapshot holds, by the digests of their ids.
  ///
  /// Snapshots that hold none are left out. All are asked unless some are named.
  public mutating func holders(
    of wanted: Set<Digest>, in asked: Set<SnapshotID>? = nil
  ) throws(RepositoryFault) -> [SnapshotID: Set<Digest>] {
    var holders: [SnapshotID: Set<Digest>] = [:]
    guard !wanted.isEmpty else { return holders }
    var known: [ShardReference: SnapshotPeople?] = [:]
    for (id, manifest) in snapshots where asked?.contains(id) ?? true {
      var held: Set<Digest> = []
      var newer: Set<Int64> = []
      for (depth, layer) in shards(of: .user, in: manifest).enumerated().reversed() {
        var keys: Set<Int64> = []
        for shard in layer {
          if known[shard] == nil {
            known[shard] = try read(shard) { lines, parser in
              SnapshotPeople(lines, lookingFor: wanted, parser: parser)
            }
          }
          guard let people = known[shard] ?? nil else { continue }
          // A user is who the newest layer says that they are.
          for (key, digest) in people.found where !newer.contains(key) { held.insert(digest) }
          if depth > 0 { keys.formUnion(people.keys) }
        }
        newer.formUnion(keys)
      }
      if !held.isEmpty { holders[id] = held }
    }
    return holders
  }

  /// Which people each snapshot holds who were erased after it was taken, as later snapshots of the
  /// same installation know, or the store of that installation.
  ///
  /// - Parameter store: The erasures of the store, and the installation that it is.
  /// - Returns: The erasures by snapshots; those that hold nobody are left out.
  /// - Throws: A `RepositoryFault` that is not about one file.
  public mutating func erasedSince(
    besides store: (installationID: String, erasures: [StoredErasure])? = nil
  ) throws(RepositoryFault) -> [SnapshotID: [StoredErasure]] {
    var known: [SnapshotID: [Digest: StoredErasure]] = [:]
    for (id, manifest) in snapshots {
      var erasures = try self.erasures(after: id)
      if let store, store.installationID == manifest.store.installationID {
        erasures += store.erasures
      }
      known[id] = Dictionary(
        erasures.map { ($0.userDigest, $0) },
        uniquingKeysWith: { $0.recipes == .removed ? $0 : $1 })
    }
    let holders = try holders(of: Set(known.values.flatMap(\.keys)))
    var held: [SnapshotID: [StoredErasure]] = [:]
    for (id, digests) in holders {
      let erasures = digests.compactMap { known[id]?[$0] }
      if !erasures.isEmpty { held[id] = erasures.sorted { $0.userDigest.hex < $1.userDigest.hex } }
    }
    return held
  }

  /// The snapshot that was made in place of another one, without some people; nil when there is none.
  ///
  /// A rewriting that is killed leaves both.
  mutating func replacement(
    of snapshot: SnapshotID, without people: Set<Digest>
  ) throws(RepositoryFault) -> SnapshotID? {
    let mark = SnapshotRewriting.run(of: snapshot).text
    let candidates = snapshots.filter { $0.manifest.store.runID == mark }.map(\.id)
    let holders = try holders(of: people, in: Set(candidates))
    for id in candidates where holders[id] == nil {
      let erased = Set(try erasures(of: id).map(\.userDigest))
      if people.isSubset(of: erased) { return id }
    }
    return nil
  }

  // MARK: - Shards

  /// The shards of a table, layer by layer.
  private func shards(
    of table: SnapshotTable, in manifest: SnapshotManifest
  ) -> [[ShardReference]] {
    manifest.tables.first { $0.name == table.rawValue }?.layers.map { $0.shards.map(\.object) }
      ?? []
  }

  /// Reads a shard; nil, which is told, when it cannot be read or is none of its table.
  private mutating func read<Content>(
    _ shard: ShardReference, _ body: ([UInt8], JSONParser) -> Content?
  ) throws(RepositoryFault) -> Content? {
    do throws(RepositoryFault) {
      if let content = body(try repository.readShard(shard), parser) { return content }
      let path = "\(repository.path)/\(repository.name(of: shard.digest, .shard))"
      throw RepositoryFault(.damaged(detail: "its lines are not those of its table"), path: path)
    } catch {
      guard error.isAboutOneFile else { throw error }
      if !unread.contains(where: { $0.path == error.path }) { unread.append(error) }
      return nil
    }
  }
}

extension SnapshotManifest {
  /// Whether another snapshot was taken later; of one moment, by what the store had seen.
  fileprivate func isOlder(than other: SnapshotManifest) -> Bool {
    (createdAt, store.changeCounter) < (other.createdAt, other.store.changeCounter)
  }
}
