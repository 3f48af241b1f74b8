import BackupRepository
import JSONText
import PipelineCore
import RecipeModel
import Store

/// The pictures that rows of snapshots name.
struct NamedImages {
  /// How many bytes the file of each has.
  private(set) var bytes: [Digest: Int] = [:]
  /// Why some may be missing here: rows that cannot be read, so that nobody knows what they name.
  private(set) var unread: [RepositoryFault] = []

  /// Reads the rows.
  init(
    of manifests: [SnapshotManifest], in repository: Repository, observer: Observer = Observer()
  ) throws {
    let shards = Array(Set(manifests.flatMap(\.imageShards)))
    let parser = JSONParser()
    try ShardReading(repository: repository).each(shards) { index, content in
      if observer.shouldStop() { throw Interrupted() }
      switch content {
      case .failure(let fault):
        guard fault.isAboutOneFile else { throw fault }
        unread.append(fault)
      case .success(let lines):
        guard let inspection = SnapshotInspection(of: lines, parser: parser),
          inspection.namesItsImages
        else {
          let name = repository.name(of: shards[index].digest, .shard)
          unread.append(
            RepositoryFault(
              .damaged(detail: "it is no shard of pictures"), path: "\(repository.path)/\(name)"))
          return
        }
        bytes.merge(inspection.images) { _, newer in newer }
      }
    }
  }

  /// Gathers what shards name that were looked through already; those that were not are passed over.
  init(of manifest: SnapshotManifest, in inspections: [ShardReference: SnapshotInspection]) {
    for shard in manifest.imageShards {
      bytes.merge(inspections[shard]?.images ?? [:]) { _, newer in newer }
    }
  }
}

extension SnapshotManifest {
  /// The shards whose rows name pictures, of all layers.
  var imageShards: [ShardReference] {
    tables.filter { $0.name == SnapshotTable.image.rawValue }
      .flatMap(\.layers).flatMap(\.shards).map(\.object)
  }
}

extension SnapshotInspection {
  /// Whether each of its rows names a picture.
  fileprivate var namesItsImages: Bool {
    table == SnapshotTable.image.rawValue && brokenLine == nil && images.count == rows
  }
}
