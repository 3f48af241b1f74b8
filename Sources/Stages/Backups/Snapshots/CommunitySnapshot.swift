public import BackupRepository
import ArchiveRecords
import Indexes
public import PipelineCore
import RecipeCoding
public import RecipeModel
public import Store

/// Takes a snapshot of one community: what an archive of it holds that its admins take (R7, R19).
///
/// The records of that archive are taken into a store of their own, under the numbers that they have
/// where they come from, so that a shard of equal rows is stored once from one day to the next. The
/// snapshot is of that store, which is removed. What is withheld stands in it as if it were not:
/// members have addresses that no mail can reach, and a share of a recipe elsewhere is a root.
public struct CommunitySnapshot: Sendable {
  /// The installation.
  public var store: RecipeStore
  public var community: StoredCommunity
  public var repository: Repository
  /// The reference time of the run.
  public var createdAt: Instant
  public var runID: RunID
  public var label: String?
  /// Whether what is there already is read again.
  public var isFull: Bool
  /// Where a store is made for a while; whoever gives it keeps others out of it.
  public var folder: String
  public var surroundings: Surroundings
  public var holder: String
  public var observer: Observer

  public init(
    of community: StoredCommunity, in store: RecipeStore, into repository: Repository,
    createdAt: Instant, runID: RunID, label: String? = nil, isFull: Bool = false,
    inFolder folder: String, surroundings: Surroundings, holder: String,
    observer: Observer = Observer()
  ) {
    self.store = store
    self.community = community
    self.repository = repository
    self.createdAt = createdAt
    self.runID = runID
    self.label = label
    self.isFull = isFull
    self.folder = folder
    self.surroundings = surroundings
    self.holder = holder
    self.observer = observer
  }

  /// Takes the snapshot.
  ///
  /// - Returns: What was stored.
  /// - Throws: A fault of a store or of the repository; `CommunityNotWhole`; `Interrupted`.
  public func run() throws -> SnapshotCreation.Summary {
    let path = "\(folder)/community.db"
    RecipeStore.remove(at: path)
    defer { RecipeStore.remove(at: path) }
    let part = try RecipeStore.create(at: path, surroundings: surroundings)
    let subject = try fill(part)
    return try SnapshotCreation(
      store: part, repository: repository, createdAt: createdAt, runID: runID, label: label,
      isFull: isFull, subject: subject, images: store.images, holder: holder, observer: observer
    ).run()
  }

  /// Takes the records of the community into an empty store.
  private func fill(_ part: RecipeStore) throws -> SnapshotSubject {
    let selection = ArchiveSelection(community: community.key, holdsPrivateDetails: false)
    let subject = try store.read { (source) throws in
      let state = try source.snapshotState()
      let settings = try source.installationSettings()
      try part.write { (transaction) throws in
        let run = try transaction.beginRun(
          RunRequest(
            kind: .archive, fingerprint: .sha256(Array(runID.text.utf8)),
            label: "community \(community.slug)"), id: runID.text, at: createdAt)
        let intake = try ArchiveIntake(transaction, run: run.key)
        try stage(settings, of: state.installationID, in: intake)
        try stage(selection, of: source, in: intake)
        try intake.keepKeys(of: source)
        try intake.settle(findCycles: Forest.cycles(among:))
        try intake.keepTakedowns(of: source, in: selection)
        try IntakeViews(intake: intake).store()
        let refused = try IntakeRejections.all(in: transaction)
        if let first = refused.first {
          throw CommunityNotWhole(
            community: community.slug, refused: refused.count, reason: first.message)
        }
        try transaction.finishRun(run.key, .succeeded, exitCode: .done, at: createdAt)
      }
      return SnapshotSubject(
        community: community.id, of: state.installationID, change: Int(state.change))
    }
    try part.write { (transaction) throws(StoreFault) in try transaction.forgetIntake() }
    return subject
  }

  /// A store that is restored from it is another installation, which counts as this one does.
  private func stage(
    _ settings: InstallationSettings, of installationID: String, in intake: ArchiveIntake
  ) throws(StoreFault) {
    let id = NameBasedID.make(["community of an installation", installationID, community.id.text])
    let installation = ArchivedInstallation(
      id: EntityID(id), retentionDays: settings.retentionDays,
      viewWindowMinutes: settings.viewWindowMinutes, timeZone: settings.timeZone,
      createdAt: community.createdAt)
    let source = try intake.source(archive: community.slug, member: "")
    try intake.stage(
      .installation(installation), source: source, at: SourceLocation(archive: community.slug),
      raw: [])
  }

  private func stage(
    _ selection: ArchiveSelection, of transaction: ReadTransaction, in intake: ArchiveIntake
  ) throws {
    let source = try intake.source(archive: community.slug, member: "records")
    let place = SourceLocation(archive: community.slug)
    var records = 0
    func stage(_ record: ArchiveRecord) throws {
      try intake.stage(record, source: source, at: place, raw: [])
      records += 1
      guard records % 10_000 == 0 else { return }
      observer.progress(Progress(activity: "reading", records: records))
      if observer.shouldStop() { throw Interrupted() }
    }
    let views = ArchivedViews(transaction: transaction, selection: selection)
    try transaction.eachArchiveRecord(in: selection, viewers: try views.viewers(), stage)
    try views.each { try stage(.view($0)) }
    // Whether their files are there, the snapshot finds out and tells.
    try transaction.archiveImageFiles(in: selection) { digest, _ in
      try intake.stageImageFile(digest)
    }
  }
}

/// A community whose rows contradict a rule, so that no store can be made of them.
public struct CommunityNotWhole: Fault, Equatable {
  public var community: String
  public var refused: Int
  public var reason: String

  public var what: String {
    "\(refused) records of \(community) cannot be stored, and no snapshot was taken: \(reason)"
  }
  public var hint: String? {
    "`levain backup create` without --community takes everything as it is"
  }
}
