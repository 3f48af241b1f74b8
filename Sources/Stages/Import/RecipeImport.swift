// Archives of recipes into a community or a catalogue.
//
// In:  paths of archives, a place that the rules have opened, and who imports.
// Out: recipes, personal copies, tags, images, provenance; an account of every record; quarantine.
// Never here: rules (the caller asks `Communities` before anything is read), other programs'
// formats (`RecipeFormats`), containers (`Archives`).

public import Archives
public import PipelineCore
public import RecipeFormats
import RecipeCoding
import RecipeModel
public import Store

/// Imports archives, in batches that are each stored together with the checkpoint.
///
/// Killed at any moment and started again with the same request, it ends in the same tables as
/// one undisturbed run.
public struct RecipeImport: Sendable {
  /// What an import takes at most.
  public struct Limits: Sendable {
    public var archives = ArchiveLimits()
    public var readers = ReaderLimits()
    /// How many records are stored in one transaction.
    public var batchRecords = 10_000
    /// How many bytes of bodies are stored in one transaction.
    public var batchBytes = 32 << 20

    public init() {}
  }

  private let store: RecipeStore
  private let surroundings: Surroundings
  private let limits: Limits

  public init(store: RecipeStore, surroundings: Surroundings, limits: Limits = Limits()) {
    self.store = store
    self.surroundings = surroundings
    self.limits = limits
  }

  /// Runs an import to its end, from where an earlier attempt stopped.
  ///
  /// The caller holds the store's `RunLock`. Throws `Interrupted` when the observer asks to stop,
  /// a `ReadFault` when no archive holds anything that is a record, a `StoreFault`.
  ///
  /// What `report` makes of the outcome is kept with the run, as JSON. `findNearDuplicates` is
  /// called when everything is stored, if the request asks for them: it brings their index up to
  /// date. A run that is stopped there goes on there.
  public func run(
    _ request: ImportRequest, observer: Observer,
    report: (ImportOutcome) -> [UInt8]? = { _ in nil }, findNearDuplicates: () throws -> Void = {}
  ) throws -> ImportOutcome {
    let timer = ImportTimer(surroundings)
    let inputs = try request.paths.map { try InputPath(path: $0) }
    let runRequest = request.runRequest(of: inputs)
    let (run, checkpoint, recordsBefore) = try store.write { transaction in
      let run = try transaction.beginRun(
        runRequest, id: surroundings.freshID(), at: surroundings.now())
      try transaction.keep(request.stored, of: run.key)
      return (
        run, try transaction.checkpoint(of: run.key), try transaction.recordsBooked(of: run.key)
      )
    }
    let session = ImportSession(
      store: store, request: request, limits: limits, run: run, checkpoint: checkpoint,
      observer: observer, totalBytes: inputs.map(\.bytes).reduce(0, +), timer: timer)
    do {
      try timer.measure(.reading) {
        try store.writingMuch {
          do {
            try session.readAll()
          } catch {
            try session.settle()
            throw error
          }
        }
      }
      var origins = OriginPass(store: store, run: run.key)
      try timer.measure(.origins) { try origins.settle() }
      try timer.measure(.pictures) { try session.takeImages() }
      if request.nearDuplicates != .ignore {
        try timer.measure(.nearDuplicates) { try findNearDuplicates() }
      }
      var outcome = try settle(session, request)
      outcome.pace = timer.pace(
        records: session.recordsSeen - recordsBefore, bytes: session.bytesOfArchivesDone)
      try finish(run, outcome, request, keeping: report(outcome))
      return outcome
    } catch {
      try abandon(run.key, because: error)
      throw error
    }
  }

  /// Adds up what became of the records.
  private func settle(
    _ session: ImportSession, _ request: ImportRequest
  ) throws -> ImportOutcome {
    let run = session.run
    let accounts = try store.read { try $0.accounts(of: run.key) }
    var total = Account()
    for part in accounts { total += part.account }
    // The program checks its own books before it says that all is well.
    guard total.addsUp, total.read == session.recordsSeen else {
      throw ImportFault(.accountDoesNotAddUp(read: session.recordsSeen, booked: total.read))
    }
    let nearDuplicates = try settleNearDuplicates(of: run, request)
    let (warnings, pending) = try store.read { transaction in
      (try transaction.warnings(of: run.key), try transaction.quarantineCount(of: run.key))
    }
    let replayed = try store.write { (transaction) throws(StoreFault) in
      let replayed = try transaction.settleQuarantine(
        of: run.key, target: request.target.id, isRead: request.reads)
      try transaction.markMended(Array(request.mended.keys), by: run.key)
      return replayed
    }
    return ImportOutcome(
      run: run.id, total: total, accounts: accounts,
      warnings: warnings.map { ImportOutcome.WarningCount(warning: $0.warning, count: $0.count) },
      leftOut: session.leftOut, authors: session.mapping.census, nearDuplicates: nearDuplicates,
      pending: pending, replayed: replayed)
  }

  /// Tells the feed and the audit log, and ends the run.
  private func finish(
    _ run: StoredRun, _ outcome: ImportOutcome, _ request: ImportRequest, keeping report: [UInt8]?
  ) throws {
    let total = outcome.total
    try store.write { transaction in
      if case .community(let community) = request.target.place, total.inserted > 0 {
        try transaction.insert(
          NewActivity(
            id: ActivityID(NameBasedID.make(["activity", run.id.text])), kind: .recipesImported,
            user: request.importer, community: community, createdAt: run.referenceAt))
      }
      if total.inserted + total.updated + total.proposed > 0 {
        try transaction.insert(auditEntry(of: run, total, request))
      }
      if let report { try transaction.keepResult(report, of: run.key) }
      try transaction.finishRun(
        run.key, .succeeded, exitCode: outcome.exitCode, at: surroundings.now())
    }
  }

  /// Lists what the run stored and is nearly said already, and links it where that is asked for.
  private func settleNearDuplicates(
    of run: StoredRun, _ request: ImportRequest
  ) throws -> [ImportedDuplicate] {
    guard request.nearDuplicates != .ignore else { return [] }
    return try store.write { (transaction) throws(StoreFault) in
      transaction.belongs(to: run.key)
      let found = try transaction.importedDuplicates(of: run.key)
      if request.nearDuplicates == .variant {
        // What is tied already stays, so a second time changes nothing.
        var ancestry = Ancestry()
        for pair in found {
          _ = try ancestry.tie(pair.recipe.key, to: pair.base.key, in: transaction)
        }
      }
      return found
    }
  }

  private func auditEntry(
    of run: StoredRun, _ total: Account, _ request: ImportRequest
  ) -> NewAuditEntry {
    let community: CommunityKey? =
      if case .community(let key) = request.target.place { key } else { nil }
    return NewAuditEntry(
      id: AuditID(NameBasedID.make(["audit", run.id.text])), action: "recipe.import",
      actor: request.importer, subject: .run(run.id), community: community,
      metadata: [
        JSONMember("inserted", .integer(Int64(total.inserted))),
        JSONMember("updated", .integer(Int64(total.updated))),
        JSONMember("proposed", .integer(Int64(total.proposed))),
      ], createdAt: run.referenceAt)
  }

  private func abandon(_ run: RunKey, because error: any Error) throws {
    let fault = error as? any Fault
    let exitCode = fault?.exitCode ?? .failed
    try store.write { transaction in
      try transaction.finishRun(
        run, exitCode == .interrupted ? .interrupted : .failed, exitCode: exitCode,
        failure: fault?.message ?? "\(type(of: error))", at: surroundings.now())
    }
  }
}

/// An import that contradicts itself.
public struct ImportFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    case accountDoesNotAddUp(read: Int, booked: Int)
  }

  public var cause: Cause

  public init(_ cause: Cause) {
    self.cause = cause
  }

  public var what: String {
    switch cause {
    case .accountDoesNotAddUp(let read, let booked):
      "the account does not add up: \(read) records were read, \(booked) are booked"
    }
  }

  public var hint: String? { "this is a bug in Levain; nothing was lost, the run is kept" }
}
