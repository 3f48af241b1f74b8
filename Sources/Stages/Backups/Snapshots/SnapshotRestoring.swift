public import BackupRepository
public import PipelineCore
public import RecipeModel
public import Store

/// Makes a new store of a snapshot: the same rows with the same keys, and the same pictures.
///
/// A snapshot of an older schema is loaded into that schema and brought up by the migrations that any
/// store goes through. What is derived is left to its stages. The store has its name only once it
/// is whole.
public struct SnapshotRestoring: Sendable {
  public var repository: Repository
  public var snapshot: SnapshotID
  /// Where the store will be; nothing may be there.
  public var path: String
  /// Whether shards that cannot be read are passed over, and what names their rows refused, instead
  /// of ending the restore.
  public var passesOverDamage: Bool
  /// Whether the pictures come as well, beside the store.
  public var bringsImages: Bool
  public var holder: String
  public var observer: Observer

  public init(
    repository: Repository, snapshot: SnapshotID, path: String, passesOverDamage: Bool = false,
    bringsImages: Bool = true, holder: String, observer: Observer = Observer()
  ) {
    self.repository = repository
    self.snapshot = snapshot
    self.path = path
    self.passesOverDamage = passesOverDamage
    self.bringsImages = bringsImages
    self.holder = holder
    self.observer = observer
  }

  /// What was restored.
  public struct Summary: Sendable, Equatable {
    public var manifest: SnapshotManifest
    /// Rows that are in the new store.
    public var rows = 0
    public var images = 0
    /// Rows that could not be stored, and rows that name such; with what they hold, cut.
    public var refused: [Rejection] = []
    /// Shards that cannot be read.
    public var damage: [RepositoryFault] = []
    /// Pictures that rows name and the repository does not hold whole.
    public var missingImages: [Digest] = []

    /// Whether everything that the snapshot says it holds is in the store.
    public var isWhole: Bool {
      refused.isEmpty && damage.isEmpty && missingImages.count == lackedImages
    }
    /// Pictures that were missing beside the store when the snapshot was taken.
    public var lackedImages = 0
  }

  /// Restores.
  ///
  /// - Parameter complete: Called with the store before it has its name, and with what came into it,
  ///   for what else is to be in it.
  /// - Returns: What was restored.
  /// - Throws: A fault of the repository or of the store; `Interrupted`. Nothing is left then.
  public func run(
    _ complete: (RecipeStore, Summary) throws -> Void = { _, _ in }
  ) throws -> Summary {
    let lock = try repository.lock(.reading, holder: holder)
    defer { lock.release() }
    let manifest = try repository.manifest(snapshot)
    var summary = Summary(manifest: manifest)
    let draft = try StoreDraft(at: path, schemaVersion: manifest.schemaVersion)
    for table in manifest.tables {
      try load(table, into: draft, &summary)
    }
    if bringsImages { try restoreImages(draft, &summary) }
    try draft.finish { store in
      summary.refused = draft.refused
      summary.rows -= draft.dangling
      try complete(store, summary)
    }
    return summary
  }

  // MARK: - Rows

  /// Loads a table from its newest layer to its base: a row counts as the newest layer has it.
  private func load(
    _ table: SnapshotManifest.Table, into draft: StoreDraft, _ summary: inout Summary
  ) throws {
    var newer: Set<Int64> = []
    var stored = 0
    let refusedBefore = draft.refused.count
    let damageBefore = summary.damage.count
    for (depth, layer) in table.layers.enumerated().reversed() {
      var keys: Set<Int64> = []
      let shards = layer.shards.map(\.object)
      try ShardReading(repository: repository).each(shards) { index, content in
        if observer.shouldStop() { throw Interrupted() }
        let place = SourceLocation(
          archive: repository.path,
          members: [repository.name(of: shards[index].digest, .shard).description])
        switch content {
        case .failure(let fault):
          guard passesOverDamage else { throw fault }
          summary.damage.append(fault)
        case .success(let lines):
          stored += try draft.load(lines, of: table.name, at: place) { key in
            if depth > 0 { keys.insert(key) }
            return newer.contains(key)
          }
        }
        observer.progress(Progress(activity: "restoring", records: summary.rows + stored))
      }
      newer.formUnion(keys)
    }
    let isAll = draft.refused.count == refusedBefore && summary.damage.count == damageBefore
    guard !isAll || stored == table.rows else {
      throw StoreFault(
        .damaged(
          reason: "the snapshot says \(table.rows) rows of \(table.name) and holds \(stored)"))
    }
    summary.rows += stored
  }

  // MARK: - Pictures

  private func restoreImages(_ draft: StoreDraft, _ summary: inout Summary) throws {
    var count = 0
    try draft.eachImage { digest, bytes in
      if observer.shouldStop() { throw Interrupted() }
      count += 1
      let content: [UInt8]
      do throws(RepositoryFault) {
        content = try repository.readImage(ImageReference(digest: digest, bytes: bytes))
      } catch {
        summary.missingImages.append(digest)
        return
      }
      try draft.images.store(content, digest: digest)
      summary.images += 1
    }
    summary.lackedImages = count - summary.manifest.images.count
  }
}
