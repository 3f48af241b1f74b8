public import BackupRepository
public import PipelineCore
public import RecipeModel
public import Store

/// Takes a snapshot of a store into a repository.
///
/// All rows come from one moment of the store. A full snapshot cuts each table at ranges of keys, so
/// that those shards which are as they were are not stored again; an incremental one stores what
/// changed since its parent. A run that is killed leaves no snapshot, and what it stored is taken up
/// by the next one.
public struct SnapshotCreation: Sendable {
  public var store: RecipeStore
  public var repository: Repository
  /// The reference time of the run.
  public var createdAt: Instant
  /// The run that takes the snapshot, by which the next one knows the store again.
  public var runID: RunID
  /// What somebody writes on it.
  public var label: String?
  /// Whether nothing is built upon.
  public var isFull: Bool
  /// What the store is a part of; nil where it is the installation itself.
  public var subject: SnapshotSubject?
  /// Where the pictures lie; nil is beside the store.
  public var images: ImageFiles?
  /// Who does it, for others who want the repository.
  public var holder: String
  public var observer: Observer

  public init(
    store: RecipeStore, repository: Repository, createdAt: Instant, runID: RunID,
    label: String? = nil, isFull: Bool = false, subject: SnapshotSubject? = nil,
    images: ImageFiles? = nil, holder: String, observer: Observer = Observer()
  ) {
    self.store = store
    self.repository = repository
    self.createdAt = createdAt
    self.runID = runID
    self.label = label
    self.isFull = isFull
    self.subject = subject
    self.images = images
    self.holder = holder
    self.observer = observer
  }

  /// What was stored.
  public struct Summary: Sendable, Equatable {
    public var id: SnapshotID
    public var manifest: SnapshotManifest
    /// What this snapshot added: shards and images that were not there, and their bytes on disk.
    public var addedShards = 0
    public var addedImages = 0
    public var addedBytes = 0
    /// Pictures whose files are missing beside the store, or not what their names say.
    public var missingImages: [Digest] = []
  }

  /// How many blocks are packed at once; one more waits.
  private static let packers = 2
  /// How many snapshots are asked for shards that are there already.
  private static let trusted = 16

  /// Takes the snapshot.
  ///
  /// - Returns: What was stored.
  /// - Throws: A fault of the store or of the repository; `Interrupted`.
  public func run() throws -> Summary {
    let session = try repository.beginAdding(holder: holder)
    defer { session.end() }
    let known = try knownSnapshots(session)
    let packing = ShardPacking(session, blocks: Self.packers + 1)
    let (draft, images) = try store.read { (transaction) throws in
      do {
        let parent = try parent(among: known, in: transaction)
        let draft = try read(transaction, onto: parent, packing)
        return (draft, try storeImages(transaction, parent, session))
      } catch {
        // Nothing may be stored any more when the session ends.
        _ = try? packing.finish()
        throw error
      }
    }
    let packed = try packing.finish()
    let manifest = draft.manifest(self, packed, images.held)
    let id = try session.write(manifest)
    var summary = Summary(id: id, manifest: manifest)
    for shard in packed where !shard.wasThere {
      summary.addedShards += 1
      summary.addedBytes += shard.storedBytes
    }
    summary.addedImages = images.added
    summary.addedBytes += images.addedBytes
    summary.missingImages = images.missing
    return summary
  }

  // MARK: - What is there

  /// The newest snapshots of the installation that can be built on, the newest first.
  ///
  /// One that cannot be read is passed over: proving is not what a new snapshot is for.
  private func knownSnapshots(_ session: AddingSession) throws -> [SnapshotParent] {
    var known: [SnapshotParent] = []
    var found = 0
    for id in try repository.snapshots().reversed() where found < Self.trusted {
      guard let manifest = try? repository.manifest(id),
        subject.map({ $0.isOf(manifest) }) ?? manifest.isOfInstallation
      else { continue }
      found += 1
      // A full snapshot proves what is there, and stores anew what is damaged.
      if !isFull { session.trust(manifest) }
      // A part is read from a store that is made anew each time, and cannot be followed.
      if subject == nil, let parent = SnapshotParent(id, manifest) { known.append(parent) }
    }
    return known
  }

  private func parent(
    among known: [SnapshotParent], in transaction: ReadTransaction
  ) throws(StoreFault) -> SnapshotParent? {
    guard !isFull else { return nil }
    for candidate in known where try transaction.follows(candidate.state) {
      return candidate.takesAnother && candidate.isThere(in: repository) ? candidate : nil
    }
    return nil
  }

  // MARK: - Rows

  private func read(
    _ transaction: ReadTransaction, onto parent: SnapshotParent?, _ packing: ShardPacking
  ) throws -> SnapshotDraft {
    var draft = SnapshotDraft(state: try transaction.snapshotState(), parent: parent?.id)
    var rows = 0
    for table in SnapshotTable.allCases {
      var part = SnapshotDraft.Part(table: table, rows: try transaction.snapshotRows(of: table))
      var wanted = SnapshotRows.all
      if let parent, try transaction.canFollow(table, since: parent.state) {
        part.layersBelow = parent.layers(of: table)
        wanted = .changed(since: parent.state)
      }
      try transaction.eachSnapshotBlock(of: table, wanted) { block in
        try packing.pack(block)
        part.blocks += 1
        rows += block.rows
        observer.progress(Progress(activity: "backing up", records: rows))
        if observer.shouldStop() { throw Interrupted() }
      }
      draft.parts.append(part)
    }
    return draft
  }

  // MARK: - Pictures

  private struct StoredImages {
    var held = SnapshotManifest.Images(count: 0, bytes: 0)
    var added = 0
    var addedBytes = 0
    var missing: [Digest] = []
  }

  private func storeImages(
    _ transaction: ReadTransaction, _ parent: SnapshotParent?, _ session: AddingSession
  ) throws -> StoredImages {
    var images = StoredImages()
    let files = self.images ?? store.images
    var lastKnown: Int64 = 0
    if let parent, try transaction.canFollow(.image, since: parent.state) {
      lastKnown = parent.state.lastImage
    }
    try transaction.eachSnapshotImage { key, digest, bytes in
      if observer.shouldStop() { throw Interrupted() }
      // What an earlier snapshot of the same store holds was on the disk before its manifest was.
      if key <= lastKnown {
        session.trustImages([ImageReference(digest: digest, bytes: bytes)])
      }
      do throws(RepositoryFault) {
        let stored = try session.storeImage(path: files.path(of: digest), digest: digest)
        images.held.count += 1
        images.held.bytes += stored.reference.bytes
        if !stored.wasThere {
          images.added += 1
          images.addedBytes += stored.storedBytes
        }
      } catch {
        guard error.path == files.path(of: digest) else { throw error }
        images.missing.append(digest)
      }
    }
    return images
  }
}

/// A snapshot whose shards are still being stored.
struct SnapshotDraft {
  /// One table: how many blocks of it were handed over, and what they lie upon.
  struct Part {
    var table: SnapshotTable
    var rows: Int
    var layersBelow: [SnapshotManifest.Layer] = []
    var blocks = 0
  }

  var state: SnapshotState
  var parent: SnapshotID?
  var parts: [Part] = []

  func manifest(
    _ creation: SnapshotCreation, _ packed: [ShardPacking.Packed], _ images: SnapshotManifest.Images
  ) -> SnapshotManifest {
    var rest = packed[...]
    let tables = parts.map { part in
      let shards = rest.prefix(part.blocks).map(\.shard)
      rest = rest.dropFirst(part.blocks)
      var layers = part.layersBelow
      if !shards.isEmpty { layers.append(SnapshotManifest.Layer(shards: shards)) }
      return SnapshotManifest.Table(name: part.table.rawValue, rows: part.rows, layers: layers)
    }
    precondition(rest.isEmpty, "every block belongs to a table")
    return SnapshotManifest(
      schemaVersion: state.schemaVersion, createdAt: creation.createdAt,
      kind: parent == nil ? .full : .incremental, parent: parent, label: creation.label,
      profile: creation.subject?.profile ?? SnapshotProfile.full.rawValue,
      scope: creation.subject?.scope,
      store: SnapshotManifest.StoreState(
        installationID: creation.subject?.installationID ?? state.installationID,
        changeCounter: creation.subject?.change ?? Int(state.change),
        runID: creation.runID.text),
      tables: tables, images: images)
  }
}
