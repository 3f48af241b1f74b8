public import ArchiveRecords
import GRDB
public import PipelineCore
import RecipeCoding
public import RecipeModel

/// Takes the records of community archives into a store, within one transaction.
///
/// First all records are staged in temporary tables, in any order; then `settle` decides what
/// becomes of each, by sets, entity by entity: references are looked up, what is there already is
/// compared, what contradicts it or a rule is refused, the rest is inserted. Views follow through
/// `eachStagedView`, operations through `eachStagedOperation`. Each staged record ends with exactly one outcome; nothing is stored unless
/// the transaction is, so that an import that was killed has changed nothing.
public final class ArchiveIntake {
  let transaction: WriteTransaction
  let run: RunKey
  /// What becomes of what contradicts the store.
  let policy: ConflictPolicy
  /// Whether communities that are there get members that the records name.
  let bringsMembers: Bool
  /// Whether the records are all that there were where they are from; what is not among them
  /// came later then.
  public var isWhole = true
  /// The id of the installation that the records are of, where it is known.
  let installation: String
  /// The largest key of the deletions that were there before.
  var lastForeignDeletion: Int64 = 0
  /// How many recipes name an origin that is neither in the archives nor in the store, or was
  /// refused; they stand as roots of their own.
  public internal(set) var missingOrigins = 0
  /// How many recipes stay gone, because the import that brought them was taken back here.
  public internal(set) var takenBack = 0
  private var isSettled = false
  /// Whether rows take the numbers that they have where they were read (`keepKeys`).
  var keepsKeys = false

  /// Prepares the temporary tables; the run is the one that imported recipes will name.
  public init(
    _ transaction: WriteTransaction, run: RunKey, onConflict policy: ConflictPolicy = .refuse,
    bringsMembers: Bool = true, installation: String = ""
  ) throws(StoreFault) {
    self.transaction = transaction
    self.run = run
    self.policy = policy
    self.bringsMembers = bringsMembers
    self.installation = installation
    try StoreFault.mapping {
      try transaction.database.execute(sql: IntakeTables.drop + IntakeTables.create)
    }
    try transaction.nameDeletions()
  }

  /// Registers a member of an archive; its number goes with what is read from it.
  public func source(archive: String, member: String) throws(StoreFault) -> Int64 {
    try transaction.insert(
      "INSERT INTO temp.intake_source (archive, member) VALUES (?, ?)", [archive, member])
  }

  /// Registers the file of an image that the archives hold.
  public func stageImageFile(_ digest: Digest) throws(StoreFault) {
    try transaction.prepared("INSERT OR IGNORE INTO temp.intake_image_file (digest) VALUES (?)")
      .bind(blob: digest.bytes).run()
  }

  /// Stages a record.
  public func stage(
    _ record: ArchiveRecord, source: Int64, at place: SourceLocation, raw: [UInt8]
  ) throws(StoreFault) {
    if case .view(let view) = record {
      return try stageView(view, source: source, at: place)
    }
    // Empty bytes would be bound as NULL.
    try transaction.prepared(
      """
      INSERT INTO temp.intake (entity, source, line, byte_offset, raw)
        VALUES (?, ?, ?, ?, coalesce(?, x''))
      """
    ).bind(record.entity.rawValue).bind(source).bind(place.line.map(Int64.init))
      .bind(place.byteOffset).bind(blob: Array(raw.prefix(Rejection.rawLimit))).run()
    let sequence = transaction.database.lastInsertedRowID
    if case .operation(let operation) = record {
      try stage(operation, line: raw, at: sequence)
    } else {
      try stage(record, at: sequence)
    }
  }

  /// Stages what could not be read as a record.
  public func stage(_ rejection: Rejection, source: Int64) throws(StoreFault) {
    try transaction.prepared(
      """
      INSERT INTO temp.intake (entity, source, line, byte_offset, pointer, raw, outcome, code,
        message) VALUES ('', ?, ?, ?, ?, coalesce(?, x''), 'quarantined', ?, ?)
      """
    ).bind(source).bind(rejection.location.line.map(Int64.init))
      .bind(rejection.location.byteOffset).bind(rejection.location.pointer)
      .bind(blob: rejection.raw).bind(rejection.code.rawValue).bind(rejection.message).run()
  }

  private func stage(_ record: ArchiveRecord, at sequence: Int64) throws(StoreFault) {
    switch record {
    case .installation(let value): try stage(value, at: sequence)
    case .user(let value): try stage(value, at: sequence)
    case .deletion(let value): try stage(value, at: sequence)
    case .community(let value): try stage(value, at: sequence)
    case .membership(let value): try stage(value, at: sequence)
    case .target(let value): try stage(value, at: sequence)
    case .tag(let value): try stage(value, at: sequence)
    case .recipeBody(let value): try stage(value, at: sequence)
    case .recipe(let value): try stage(value, at: sequence)
    case .recipeSource(let value): try stage(value, at: sequence)
    case .recipeImage(let value): try stage(value, at: sequence)
    case .proposal(let value): try stage(value, at: sequence)
    case .recipeRevision(let value): try stage(value, at: sequence)
    case .activity(let value): try stage(value, at: sequence)
    case .auditLog(let value): try stage(value, at: sequence)
    case .quarantine(let value): try stage(value, at: sequence)
    case .view, .operation: preconditionFailure("they have a table of their own")
    }
  }

  /// Decides on all staged records but views, and stores what is to be stored.
  ///
  /// - Parameter findCycles: Given the edges of staged recipes to staged origins, by their
  ///   numbers, returns the cycles among them.
  /// - Throws: A fault of the store.
  public func settle(findCycles: ([IntakeEdge]) -> [[Int64]]) throws {
    precondition(!isSettled, "an intake is settled once")
    isSettled = true
    try giveNewIDs()
    if policy != .refuse { try leaveOutTheUnneeded() }
    try settleInstallation()
    try settleUsers()
    try settleDeletions()
    try judgeMemberships()
    try settleCommunities()
    try settleMemberships()
    try settleTargets()
    try settleTags()
    try settleBodies()
    try settleRecipes(findCycles: findCycles)
    try settleSources()
    try settleImages()
    try settleProposals()
    try settleRevisions()
    try settleActivities()
    try settleAuditLog()
    try settleQuarantine()
    try settleBodiesLeft()
    try removeIdleDeletions()
    try keepNewIDs()
  }
}
