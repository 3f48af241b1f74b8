public import ArchiveRecords
import BackupRepository
import Communities
import CommunityArchive
import Indexes
import JSONText
public import PipelineCore
public import RecipeModel
public import Store

/// Brings a part of a snapshot into a store that went on living: a community, or a recipe with what
/// was made of it.
///
/// Everything comes in one transaction. What is there with equal content is unchanged, and a policy
/// says what becomes of the rest; a record that names what is nowhere is refused, and the others
/// come. So restoring twice changes nothing. Derived indexes are left to their stages.
public struct PartialRestoring {
  public var snapshot: OpenSnapshot
  public var selection: ArchiveSelection
  public var policy: ConflictPolicy
  /// The store that it comes into.
  public var store: RecipeStore
  public var observer: Observer

  public init(
    snapshot: OpenSnapshot, selection: ArchiveSelection, policy: ConflictPolicy,
    into store: RecipeStore, observer: Observer = Observer()
  ) {
    self.snapshot = snapshot
    self.selection = selection
    self.policy = policy
    self.store = store
    self.observer = observer
  }

  /// What became of the part.
  public struct Outcome: Sendable, Equatable {
    /// By kind of record, in the order of writing; each adds up.
    public var accounts: [(entity: ArchiveEntity, account: Account)]
    /// What was refused, in the order read.
    public var rejections: [Rejection]
    /// How many recipes came without their origin, because it is nowhere.
    public var missingOrigins: Int
    /// How many recipes stay gone, because the import that brought them was taken back.
    public var takenBack: Int
    /// How many proposals became variants, because nobody is there to decide on them (R14).
    public var orphans: Int
    /// What came in beside something that had its id, slug, username or address.
    public var keptBeside: [KeptBeside]
    /// Pictures that are neither beside the store nor whole in the repository.
    public var missingImages: [Digest]

    /// All accounts together.
    public var total: Account { accounts.reduce(into: Account()) { $0 += $1.account } }

    public static func == (first: Outcome, second: Outcome) -> Bool {
      first.accounts.elementsEqual(second.accounts, by: ==)
        && first.rejections == second.rejections
        && first.missingOrigins == second.missingOrigins && first.keptBeside == second.keptBeside
        && first.takenBack == second.takenBack && first.orphans == second.orphans
        && first.missingImages == second.missingImages
    }
  }

  /// Restores the part.
  ///
  /// - Parameter run: The run that restored recipes and their sources will name.
  /// - Returns: What became of every record.
  /// - Throws: A fault of the store; `Interrupted`. Nothing is changed then.
  public func run(as run: RunKey) throws -> Outcome {
    let outcome = try store.write { (transaction) throws in
      try restore(in: transaction, as: run) { digest, content in
        try store.images.store(content, digest: digest)
      }
    }
    try store.write { (transaction) throws(StoreFault) in try transaction.forgetIntake() }
    return outcome
  }

  /// Says what restoring would do, and changes nothing.
  ///
  /// - Parameters:
  ///   - request: The run that it would be.
  ///   - now: The moment of the run.
  /// - Returns: What would become of every record.
  /// - Throws: A fault of the store; `Interrupted`.
  public func rehearse(_ request: RunRequest, at now: Instant) throws -> Outcome {
    do {
      return try store.write { (transaction) throws -> Outcome in
        let run = try transaction.beginRun(request, id: "rehearsal", at: now)
        throw Rehearsed(outcome: try restore(in: transaction, as: run.key) { _, _ in })
      }
    } catch let rehearsed as Rehearsed {
      return rehearsed.outcome
    }
  }

  /// Takes a transaction back, and brings out what it would have done.
  private struct Rehearsed: Error {
    var outcome: Outcome
  }

  private func restore(
    in transaction: WriteTransaction, as run: RunKey,
    keepingImages keep: (Digest, [UInt8]) throws -> Void
  ) throws -> Outcome {
    let intake = try ArchiveIntake(
      transaction, run: run, onConflict: policy, bringsMembers: selection.community != nil,
      installation: snapshot.summary.manifest.store.installationID)
    intake.isWhole = snapshot.summary.damage.isEmpty && snapshot.summary.refused.isEmpty
    let entities = try stage(in: intake)
    let missingImages = try stageImages(in: intake)
    try stageTakenBack(in: intake, transaction)
    let moment = try intake.moment()
    for community in try intake.deletedCommunities() {
      try intake.settle(
        community,
        refusedFor: try CommunityActions.giveBack(community, at: moment, in: transaction))
    }
    try intake.settle(findCycles: Forest.cycles(among:))
    let orphans = try CommunityActions.settleOrphans(
      try intake.pendingProposals(), at: moment, in: transaction)
    try IntakeViews(intake: intake).store()
    try keepImages(wantedBy: intake, keep)
    let accounts = try intake.accounts()
    precondition(accounts.allSatisfy(\.account.addsUp), "every record has one outcome")
    try audit(accounts.reduce(into: Account()) { $0 += $1.account }, in: intake)
    return Outcome(
      accounts: zip(entities, accounts).map { ($0, $1.account) },
      rejections: try IntakeRejections.all(in: transaction), missingOrigins: intake.missingOrigins,
      takenBack: intake.takenBack, orphans: orphans, keptBeside: try intake.keptBeside(),
      missingImages: missingImages)
  }

  /// Has the audit log say what came in, unless nothing did.
  private func audit(_ total: Account, in intake: ArchiveIntake) throws {
    guard total.inserted + total.updated > 0 else { return }
    let community = try selection.community.map { key in
      try snapshot.store.read { (transaction) throws in try transaction.community(key)?.id }
    }
    try intake.audit(
      "run.restore", in: community ?? nil,
      [
        JSONMember("snapshot", .string(snapshot.id.text)),
        JSONMember("policy", .string(policy.rawValue)),
        JSONMember("inserted", .integer(Int64(total.inserted))),
        JSONMember("updated", .integer(Int64(total.updated))),
      ])
  }

  // MARK: - Records

  /// Stages all records, each kind as a source of its own; gives the kinds in that order.
  private func stage(in intake: ArchiveIntake) throws -> [ArchiveEntity] {
    var entities: [ArchiveEntity] = []
    var current: (entity: ArchiveEntity, source: Int64, place: SourceLocation)?
    var records = 0
    func stage(_ record: ArchiveRecord) throws {
      if current?.entity != record.entity {
        let member = "\(snapshot.id.text)/\(record.entity.rawValue)"
        let archive = snapshot.repository.path
        current = (
          record.entity, try intake.source(archive: archive, member: member),
          SourceLocation(archive: archive, members: [member])
        )
        entities.append(record.entity)
      }
      guard let current else { return }
      var writer = JSONWriter()
      ArchiveLine.write(record, to: &writer)
      try intake.stage(record, source: current.source, at: current.place, raw: writer.bytes)
      records += 1
      if records % 10_000 == 0 {
        observer.progress(Progress(activity: "reading", records: records))
        if observer.shouldStop() { throw Interrupted() }
      }
    }
    try snapshot.store.read { (transaction) throws in
      let views = ArchivedViews(transaction: transaction, selection: selection)
      try transaction.eachArchiveRecord(in: selection, viewers: try views.viewers(), stage)
      try views.each { try stage(.view($0)) }
    }
    return entities
  }

  /// Tells the intake what came with imports that were taken back since.
  private func stageTakenBack(
    in intake: ArchiveIntake, _ transaction: WriteTransaction
  ) throws {
    let undone = try transaction.undoneImports()
    guard !undone.isEmpty else { return }
    try snapshot.store.read { (past) throws in
      for run in undone {
        try intake.stageTakenBack(run)
        for recipe in try past.recipes(in: selection, broughtBy: run) {
          try intake.stageTakenBack(recipe)
        }
        for proposal in try past.proposals(in: selection, broughtBy: run) {
          try intake.stageTakenBack(proposal)
        }
      }
    }
  }

  // MARK: - Pictures

  /// Tells the intake which pictures there are; gives those that are nowhere.
  private func stageImages(in intake: ArchiveIntake) throws -> [Digest] {
    var missing: [Digest] = []
    try eachImage { digest, bytes in
      if store.images.read(digest) != nil || snapshot.image(digest, bytes: bytes) != nil {
        try intake.stageImageFile(digest)
      } else {
        missing.append(digest)
      }
    }
    return missing
  }

  private func keepImages(
    wantedBy intake: ArchiveIntake, _ keep: (Digest, [UInt8]) throws -> Void
  ) throws {
    try eachImage { digest, bytes in
      guard try intake.wantsImageFile(digest), store.images.read(digest) == nil,
        let content = snapshot.image(digest, bytes: bytes)
      else { return }
      try keep(digest, content)
    }
  }

  private func eachImage(_ body: (Digest, Int) throws -> Void) throws {
    try snapshot.store.read { (transaction) throws in
      try transaction.archiveImageFiles(in: selection, body)
    }
  }
}
