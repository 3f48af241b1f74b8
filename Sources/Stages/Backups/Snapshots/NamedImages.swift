import BackupRepository
import JSONText
import PipelineCore
import RecipeModel
import Store

/// The pictures that rows of snapshots name.
struct NamedImages {
  private(set) var digests: Set<Digest> = []

  /// Reads the rows; nil where some of them cannot be read, so that nobody knows.
  init?(
    of manifests: [SnapshotManifest], in repository: Repository, observer: Observer
  ) throws {
    let shards = Set(
      manifests.flatMap(\.tables).filter { $0.name == SnapshotTable.image.rawValue }
        .flatMap(\.layers).flatMap(\.shards).map(\.object))
    let parser = JSONParser()
    var digests: Set<Digest> = []
    var isWhole = true
    try ShardReading(repository: repository).each(Array(shards)) { _, content in
      if observer.shouldStop() { throw Interrupted() }
      switch content {
      case .failure(let fault):
        guard fault.isAboutOneFile else { throw fault }
        isWhole = false
      case .success(let lines):
        guard let inspection = SnapshotInspection(of: lines, parser: parser),
          inspection.table == SnapshotTable.image.rawValue, inspection.brokenLine == nil,
          inspection.images.count == inspection.rows
        else { return isWhole = false }
        digests.formUnion(inspection.images.keys)
      }
    }
    guard isWhole else { return nil }
    self.digests = digests
  }
}
