public import BackupRepository
import Communities
public import PipelineCore
import RecipeModel
public import Store

/// Makes a snapshot anew without some people: as if they had been erased before it was taken (R23).
///
/// What the rules of an erasure leave is left: the new snapshot is the restored store after it, with
/// the moment and the label of the old one, and of the same part. It is a full one, and no later snapshot of the live store
/// builds on it, for that has never been in its state. The old one is left to `SnapshotRemoval`.
public struct SnapshotRewriting: Sendable {
  public var repository: Repository
  /// Where the store may be meanwhile; nothing may be there.
  public var path: String
  public var surroundings: Surroundings
  public var holder: String
  public var observer: Observer

  public init(
    repository: Repository, path: String, surroundings: Surroundings, holder: String,
    observer: Observer = Observer()
  ) {
    self.repository = repository
    self.path = path
    self.surroundings = surroundings
    self.holder = holder
    self.observer = observer
  }

  /// What became of a snapshot.
  public struct Outcome: Sendable, Equatable {
    public var old: SnapshotID
    public var new: SnapshotID
    /// How many people went.
    public var erased: Int
    /// What was stored for it.
    public var addedBytes: Int
  }

  /// Rewrites a snapshot.
  ///
  /// - Parameters:
  ///   - snapshot: The snapshot.
  ///   - erasures: Who is to go from it, and what is to become of their recipes.
  /// - Returns: What became of it.
  /// - Throws: A fault of the repository or the store; `SnapshotNotWhole`; `Interrupted`. The old
  ///   snapshot stays as it is.
  public func run(
    _ snapshot: SnapshotID, without erasures: [StoredErasure]
  ) throws -> Outcome {
    var persons = try RepositoryPersons(of: repository)
    let digests = Set(erasures.map(\.userDigest))
    // Whom the snapshot does not hold need not be known to it as erased.
    let held = try persons.holders(of: digests, in: [snapshot])[snapshot] ?? []
    if let new = try persons.replacement(of: snapshot, without: held) {
      return Outcome(old: snapshot, new: new, erased: held.count, addedBytes: 0)
    }
    defer { RecipeStore.remove(at: path) }
    let restored = try SnapshotRestoring(
      repository: repository, snapshot: snapshot, path: path, holder: holder, observer: observer
    ).run()
    guard restored.isWhole else { throw SnapshotNotWhole(snapshot: snapshot) }
    let store = try RecipeStore.open(at: path)
    let outcomes = try CommunityActions(store: store, surroundings: surroundings)
      .applyErasures(erasures)
    let summary = try SnapshotCreation(
      store: store, repository: repository, createdAt: restored.manifest.createdAt,
      runID: SnapshotRewriting.run(of: snapshot), label: restored.manifest.label, isFull: true,
      subject: SnapshotSubject(restored.manifest), holder: holder, observer: observer
    ).run()
    return Outcome(
      old: snapshot, new: summary.id, erased: outcomes.count, addedBytes: summary.addedBytes)
  }

  /// What stands in a manifest for the run that rewrote a snapshot; no store has such a run.
  ///
  /// By it the new one is known when that was killed before the old one went.
  static func run(of snapshot: SnapshotID) -> RunID { RunID("rewriting of \(snapshot)") }
}

/// A snapshot that cannot be rewritten, because not all of it can be read.
public struct SnapshotNotWhole: Fault, Equatable {
  public var snapshot: SnapshotID

  public var what: String { "\(snapshot) is not whole, and was left as it is" }
  public var hint: String? { "`levain backup verify` says what is wrong with it" }
}
