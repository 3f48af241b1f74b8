public import BackupRepository
public import PipelineCore
public import RecipeModel
public import Store

/// A snapshot as a store of its own, as long as something is read from it.
///
/// The pictures stay in the repository until they are asked for.
public struct OpenSnapshot: Sendable {
  public let repository: Repository
  public let id: SnapshotID
  public let store: RecipeStore
  /// What the store was made of, and which rows could not be stored.
  public let summary: SnapshotRestoring.Summary

  /// Whether it is of a part of an installation alone, as those may have it who are no operators.
  public var isOfPart: Bool { !summary.manifest.isOfInstallation }

  /// Opens a snapshot for as long as the body runs.
  ///
  /// - Parameters:
  ///   - id: The snapshot.
  ///   - repository: Where it is; nothing is removed from it meanwhile.
  ///   - folder: Where the store is made, and removed; whoever gives it keeps others out of it.
  ///   - holder: Who reads, for those who want the repository meanwhile.
  ///   - passesOverDamage: Whether shards that cannot be read are passed over.
  ///   - observer: Told how far it is.
  ///   - body: Given the open snapshot.
  /// - Returns: What the body gives.
  /// - Throws: A fault of the repository or the store; `Interrupted`; what the body throws.
  public static func with<Result>(
    _ id: SnapshotID, of repository: Repository, inFolder folder: String, holder: String,
    passesOverDamage: Bool = false, observer: Observer = Observer(),
    _ body: (OpenSnapshot) throws -> Result
  ) throws -> Result {
    let lock = try repository.lock(.reading, holder: holder)
    defer { lock.release() }
    let storePath = folder + "/snapshot.db"
    RecipeStore.remove(at: storePath)
    defer { RecipeStore.remove(at: storePath) }
    let summary = try SnapshotRestoring(
      repository: repository, snapshot: id, path: storePath, passesOverDamage: passesOverDamage,
      bringsImages: false, holder: holder, observer: observer
    ).run()
    return try body(
      OpenSnapshot(
        repository: repository, id: id, store: try RecipeStore.open(at: storePath),
        summary: summary))
  }

  /// A picture, as it lies beside the store or else in the repository; nil when neither holds it
  /// whole.
  ///
  /// - Parameters:
  ///   - digest: What it is known by.
  ///   - bytes: How large it is.
  /// - Returns: Its bytes.
  public func image(_ digest: Digest, bytes: Int) -> [UInt8]? {
    store.images.read(digest)
      ?? (try? repository.readImage(ImageReference(digest: digest, bytes: bytes)))
  }

  /// Puts the pictures of a selection beside the store, for an archive that is made of it.
  ///
  /// - Parameter selection: What the archive is to hold.
  /// - Throws: A fault of the store. Pictures that the repository lacks are left out.
  public func fetchImages(of selection: ArchiveSelection) throws {
    try store.read { (transaction) throws in
      try transaction.archiveImageFiles(in: selection) { digest, bytes in
        guard store.images.read(digest) == nil, let content = image(digest, bytes: bytes) else {
          return
        }
        try store.images.store(content, digest: digest)
      }
    }
  }
}
