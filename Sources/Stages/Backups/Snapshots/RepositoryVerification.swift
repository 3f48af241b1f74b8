public import BackupRepository
import Foundation
import JSONText
public import PipelineCore
import RecipeModel
import Store

/// Reads a repository again and holds everything against what its snapshots say.
///
/// Every shard and picture is read once, however many snapshots need it. Whether rows name rows that
/// are there is proved by a drill, which makes a store of them.
public struct RepositoryVerification: Sendable {
  public var repository: Repository
  /// The snapshots to prove; nil for all.
  public var snapshots: [SnapshotID]?
  /// Which part of the shards and pictures is read, 1 for all; the others are looked for.
  public var sample: Double
  /// What the parts are drawn with: another one, other parts.
  public var seed: UInt64
  public var holder: String
  public var observer: Observer

  public init(
    repository: Repository, snapshots: [SnapshotID]? = nil, sample: Double = 1, seed: UInt64 = 0,
    holder: String, observer: Observer = Observer()
  ) {
    precondition(sample > 0 && sample <= 1, "a part is more than nothing, and at most all")
    self.repository = repository
    self.snapshots = snapshots
    self.sample = sample
    self.seed = seed
    self.holder = holder
    self.observer = observer
  }

  /// Something that is not as it should be.
  public struct Finding: Sendable, Equatable {
    /// The file; of a snapshot's contradiction, that of its manifest.
    public var path: String
    public var what: String
  }

  /// How much of something was read.
  public struct Coverage: Sendable, Equatable {
    public var read = 0
    public var all = 0
  }

  public struct Summary: Sendable, Equatable {
    public var snapshots = 0
    public var shards = Coverage()
    public var images = Coverage()
    public var rows = 0
    /// Bytes of content, and of the files that held it.
    public var contentBytes = 0
    public var storedBytes = 0
    public var findings: [Finding] = []
    /// Objects that no snapshot needs, and what killed runs left: `prune` removes them.
    public var unneeded = 0
    public var unneededBytes = 0
    /// Files that no repository has.
    public var strangers: [String] = []

    public static let mostFindings = 1000

    mutating func find(_ path: String, _ what: String) {
      if findings.count < Self.mostFindings { findings.append(Finding(path: path, what: what)) }
    }
  }

  /// Reads and proves.
  public func run() throws -> Summary {
    let lock = try repository.lock(.reading, holder: holder)
    defer { lock.release() }
    return try prove()
  }

  /// Reads and proves, for somebody who holds the repository already.
  func prove() throws -> Summary {
    var summary = Summary()
    var manifests: [(id: SnapshotID, manifest: SnapshotManifest)] = []
    var knowsAllNeeded = snapshots == nil
    for id in try snapshots ?? repository.snapshots() {
      do throws(RepositoryFault) {
        manifests.append((id, try repository.manifest(id)))
      } catch {
        guard error.isAboutOneFile else { throw error }
        summary.find(error.path, error.what)
        knowsAllNeeded = false
      }
    }
    summary.snapshots = manifests.count
    let found = try inspectShards(of: manifests.map(\.manifest), &summary)
    for (id, manifest) in manifests { hold(manifest, id, against: found, &summary) }
    try proveImages(of: manifests.map(\.manifest), found, &summary)
    // What a manifest or a shard of pictures names that cannot be read is not known.
    let pictures = manifests.flatMap(\.manifest.imageShards)
    knowsAllNeeded = knowsAllNeeded && pictures.allSatisfy { found[$0] != nil }
    try lookAround(manifests.map(\.manifest), found, knowsAllNeeded, &summary)
    return summary
  }

  // MARK: - Shards

  private func inspectShards(
    of manifests: [SnapshotManifest], _ summary: inout Summary
  ) throws -> [ShardReference: SnapshotInspection] {
    var wanted: [SnapshotManifest.Shard] = []
    // Keys count where layers lie over each other.
    var layered: Set<ShardReference> = []
    var seen: Set<ShardReference> = []
    for manifest in manifests {
      for table in manifest.tables {
        if table.layers.count > 1 {
          layered.formUnion(table.layers.flatMap(\.shards).map(\.object))
        }
        for shard in table.layers.flatMap(\.shards) where seen.insert(shard.object).inserted {
          summary.shards.all += 1
          // What names pictures is read in any case.
          if isDrawn(shard.object.digest) || table.name == SnapshotTable.image.rawValue {
            wanted.append(shard)
          } else if let fault = repository.presence(of: shard.object) {
            summary.find(fault.path, fault.what)
          }
        }
      }
    }
    var found: [ShardReference: SnapshotInspection] = [:]
    let parser = JSONParser()
    try ShardReading(repository: repository).each(wanted.map(\.object)) { index, content in
      if observer.shouldStop() { throw Interrupted() }
      let shard = wanted[index]
      switch content {
      case .failure(let fault):
        guard fault.isAboutOneFile else { throw fault }
        summary.find(fault.path, fault.what)
      case .success(let lines):
        summary.shards.read += 1
        summary.contentBytes += lines.count
        summary.storedBytes += shard.object.storedBytes
        let path = path(of: shard)
        guard
          let inspection = SnapshotInspection(
            of: lines, parser: parser, notesKeys: layered.contains(shard.object))
        else {
          return summary.find(path, "does not begin as a shard")
        }
        if let line = inspection.brokenLine {
          summary.find(path, "line \(line) is no row of \(inspection.table)")
        }
        if inspection.rows != shard.rows {
          summary.find(path, "has \(inspection.rows) rows where its snapshot says \(shard.rows)")
        }
        summary.rows += inspection.rows
        found[shard.object] = inspection
      }
      observer.progress(
        Progress(activity: "verifying", records: summary.rows, bytes: Int64(summary.contentBytes)))
    }
    return found
  }

  private func path(of shard: SnapshotManifest.Shard) -> String {
    "\(repository.path)/\(repository.name(of: shard.object.digest, .shard))"
  }

  private func isDrawn(_ digest: Digest) -> Bool {
    guard sample < 1 else { return true }
    // The digest is as good as random; the seed makes another choice of it.
    var value = seed
    for byte in digest.bytes.prefix(8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Double(value >> 11) / Double(UInt64(1) << 53) < sample
  }

  // MARK: - Snapshots

  /// Holds the tables of a snapshot against what its shards have, where all were read.
  private func hold(
    _ manifest: SnapshotManifest, _ id: SnapshotID,
    against found: [ShardReference: SnapshotInspection], _ summary: inout Summary
  ) {
    let path = "\(repository.path)/snapshots/\(id).json"
    for table in manifest.tables {
      let inspections = table.layers.flatMap(\.shards).compactMap { found[$0.object] }
      guard inspections.count == table.layers.flatMap(\.shards).count else { continue }
      for inspection in inspections where inspection.table != table.name {
        summary.find(path, "a shard of \(table.name) holds rows of \(inspection.table)")
      }
      // Where layers lie over each other, rows are counted by their keys, one line for each.
      let isGathered = table.name == SnapshotTable.recipeTag.rawValue
      guard table.layers.count > 1, !isGathered else { continue }
      var keys = IndexSet()
      for range in inspections.flatMap(\.keys) where range.lowerBound >= 0 {
        // An index set ends before the greatest number.
        keys.insert(integersIn: Int(range.lowerBound)..<Int(min(range.upperBound, .max - 1)) + 1)
      }
      if keys.count != table.rows {
        summary.find(path, "says \(table.rows) rows of \(table.name), and there are \(keys.count)")
      }
    }
  }

  // MARK: - Pictures

  private func proveImages(
    of manifests: [SnapshotManifest], _ found: [ShardReference: SnapshotInspection],
    _ summary: inout Summary
  ) throws {
    var missing: Set<Digest> = []
    var proved: Set<Digest> = []
    for manifest in manifests {
      let images = NamedImages(of: manifest, in: found).bytes
      for (digest, bytes) in images where !proved.contains(digest) {
        if observer.shouldStop() { throw Interrupted() }
        proved.insert(digest)
        summary.images.all += 1
        let reference = ImageReference(digest: digest, bytes: bytes)
        let name = repository.name(of: digest, .image)
        guard repository.size(of: name) != nil else {
          missing.insert(digest)
          continue
        }
        guard isDrawn(digest) else { continue }
        do throws(RepositoryFault) {
          try repository.proveImage(reference)
          summary.images.read += 1
          summary.contentBytes += bytes
          summary.storedBytes += bytes
        } catch {
          guard error.isAboutOneFile else { throw error }
          summary.find(error.path, error.what)
        }
      }
      // Pictures that were missing beside the store are rows without a file from the beginning.
      let lacking = images.keys.filter { missing.contains($0) }
      let lacked = images.count - manifest.images.count
      if lacking.count > lacked {
        for digest in lacking.sorted(by: { $0.hex < $1.hex }) {
          let path = repository.name(of: digest, .image)
          summary.find("\(repository.path)/\(path)", "is missing")
        }
      }
    }
  }

  // MARK: - What else lies there

  private func lookAround(
    _ manifests: [SnapshotManifest], _ found: [ShardReference: SnapshotInspection],
    _ knowsAllNeeded: Bool, _ summary: inout Summary
  ) throws(RepositoryFault) {
    let contents = try repository.contents()
    summary.strangers = contents.strangers
    guard knowsAllNeeded else { return }
    var needed = Set(
      manifests.flatMap(\.shards).map { repository.name(of: $0.object.digest, .shard) })
    for digest in found.values.flatMap(\.images.keys) {
      needed.insert(repository.name(of: digest, .image))
    }
    for object in contents.objects where !needed.contains(object.name) {
      summary.unneeded += 1
      summary.unneededBytes += object.bytes
    }
    for leftover in contents.leftovers {
      summary.unneeded += 1
      summary.unneededBytes += leftover.bytes
    }
  }
}

extension Repository {
  /// What is wrong with the file of a shard as far as its size tells.
  public func presence(of shard: ShardReference) -> RepositoryFault? {
    let name = name(of: shard.digest, .shard)
    guard let bytes = size(of: name) else {
      return RepositoryFault(.missing, path: "\(path)/\(name)")
    }
    guard bytes == shard.storedBytes else {
      return RepositoryFault(
        .damaged(detail: "it has \(bytes) bytes and should have \(shard.storedBytes)"),
        path: "\(path)/\(name)")
    }
    return nil
  }
}

extension RepositoryFault {
  /// Whether it says what is wrong with one file, and the others can be read all the same.
  var isAboutOneFile: Bool {
    switch cause {
    case .missing, .damaged, .tampered, .limitExceeded, .noSuchSnapshot, .newerVersion, .unreadable:
      true
    default: false
    }
  }
}
