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
    /// How many records are handed over at once to be stored.
    public var batchRecords = 2500
    /// How many bytes of bodies are handed over at once.
    public var batchBytes = 8 << 20
    /// How many batches are stored in one transaction: what a kill costs at most.
    ///
    /// The keys of recipes and texts are in no order, so that a transaction changes pages all over
    /// their indexes: one of many batches writes a page once for many rows.
    public var batchesOfTransaction = 16

    public init() {}
  }

  let store: RecipeStore
  private let surroundings: Surroundings
  let limits: Limits

  public init(store: RecipeStore, surroundings: Surroundings, limits: Limits = Limits()) {
    self.store = store
    self.surroundings = surroundings
    self.limits = limits
  }

  /// Runs an import to its end, from where an earlier attempt stopped.
  ///
  /// The caller holds the store's `RunLock`. Throws `TooManyErrors` before anything is stored where
  /// the request limits them, `Interrupted` when the observer asks to stop,
  /// a `ReadFault` when no archive holds anything that is a record, a `StoreFault`.
  ///
  /// What `report` makes of the outcome is kept with the run, as JSON. `findNearDuplicates` is
  /// called when everything is stored, if the request asks for them: it brings their index up to
  /// date. A run that is stopped there goes on there.
  public func run(
    _ request: ImportRequest, observer: Observer, mirror: Mirror? = nil,
    report: (ImportOutcome) -> [UInt8]? = { _ in nil }, findNearDuplicates: () throws -> Void = {}
  ) throws -> ImportOutcome {
    precondition(request.isMirror == (mirror != nil), "who mirrors says how")
    let timer = ImportTimer(surroundings)
    let inputs = try request.paths.map { try InputPath(path: $0) }
    let totalBytes = inputs.map(\.bytes).reduce(0, +)
    try RoomCheck.require(room: totalBytes - store.ownBytes(), of: store.freeBytes())
    let runRequest = request.runRequest(of: inputs)
    let (start, recordsBefore) = try store.write { (transaction) throws(StoreFault) in
      let run = try transaction.beginRun(
        runRequest, id: surroundings.freshID(), at: surroundings.now())
      try transaction.keep(request.stored, of: run.key)
      let start = BatchWriter.Start(
        run: run, checkpoint: try transaction.checkpoint(of: run.key),
        isTextIndexEmpty: try transaction.isTextIndexEmpty())
      return (start, try transaction.recordsBooked(of: run.key))
    }
    let run = start.run
    let writer = try BatchWriter(
      store: store, request: request, start: start, limits: limits, timer: timer)
    let known = try store.read {
      try KnownSources(for: request, bytes: totalBytes, in: $0)
    }
    let session = ImportSession(
      request: request, files: store.images, limits: limits, checkpoint: start.checkpoint,
      known: known, observer: observer, activity: "importing", totalBytes: totalBytes,
      destination: writer)
    do {
      if let limit = request.errorLimit {
        try ErrorCheck(limit: limit, limits: limits)
          .requireFew(in: request, isContinued: recordsBefore > 0, observer: observer)
      }
      do {
        try timer.measure(.reading) {
          try store.writingMuch { try readAll(session, into: writer) }
        }
        var origins = OriginPass(store: store, run: run.key)
        try timer.measure(.origins) { try origins.settle() }
        observer.progress(Progress(activity: "indexing texts", records: session.recordsSeen))
        try writer.finishTexts()
      } catch {
        writer.abandonTexts()
        throw error
      }
      try timer.measure(.pictures) { try session.takeImages(of: run, into: store) }
      // What is deleted rests on the account.
      let accounts = try checkedAccounts(of: run, session, request)
      let missing = try settleMissing(run, session, request, accounts.total, mirror, observer)
      if request.nearDuplicates != .ignore {
        try timer.measure(.nearDuplicates) { try findNearDuplicates() }
      }
      var outcome = try settle(run, session, request, accounts, missing)
      outcome.pace = timer.pace(
        records: session.recordsSeen - recordsBefore, bytes: session.bytesOfArchivesDone)
      try finish(run, outcome, request, keeping: report(outcome))
      return outcome
    } catch {
      try store.abandon(run.key, because: error, at: surroundings.now())
      throw error
    }
  }

  /// Reads everything; whatever ends the reading, what was handed over until then is stored.
  private func readAll(_ session: ImportSession, into writer: BatchWriter) throws {
    do {
      try session.readAll()
    } catch {
      try writer.finish()
      throw error
    }
  }

  /// Refuses, as `run` does, archives of which more cannot be read than the request allows, and keeps
  /// the run as failed; for who has to make users before `run`.
  public func requireFewErrors(in request: ImportRequest, observer: Observer) throws {
    guard let limit = request.errorLimit else { return }
    let runRequest = try request.runRequest()
    do {
      try ErrorCheck(limit: limit, limits: limits).requireFew(in: request, observer: observer)
    } catch {
      let run = try store.write { (transaction) throws(StoreFault) in
        let run = try transaction.beginRun(
          runRequest, id: surroundings.freshID(), at: surroundings.now())
        try transaction.keep(request.stored, of: run.key)
        return run
      }
      try store.abandon(run.key, because: error, at: surroundings.now())
      throw error
    }
  }

  /// Adds up what became of the records.
  private func settle(
    _ run: StoredRun, _ session: ImportSession, _ request: ImportRequest,
    _ accounts: (parts: [MemberAccount], total: Account), _ missing: MissingRecipes?
  ) throws -> ImportOutcome {
    let nearDuplicates = try settleNearDuplicates(of: run, request)
    let (warnings, pending) = try store.read { transaction in
      (try transaction.warnings(of: run.key), try transaction.quarantineCount(of: run.key))
    }
    let replayed = try store.write { (transaction) throws(StoreFault) in
      let replayed = try transaction.settleQuarantine(
        of: run.key, target: request.target.id, isRead: request.reads)
      try transaction.markMended(session.mendedWell, by: run.key)
      return replayed
    }
    return ImportOutcome(
      run: run.id, total: accounts.total, accounts: accounts.parts,
      warnings: warnings.map { ImportOutcome.WarningCount(warning: $0.warning, count: $0.count) },
      leftOut: session.leftOut, authors: session.mapping.census, nearDuplicates: nearDuplicates,
      missing: missing, pending: pending, replayed: replayed)
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

  /// The account of a run that has read everything: the program checks its own books before it says
  /// that all is well.
  private func checkedAccounts(
    of run: StoredRun, _ session: ImportSession, _ request: ImportRequest
  ) throws -> (parts: [MemberAccount], total: Account) {
    let accounts = try store.read { try $0.accounts(of: run.key) }
    var total = Account()
    for part in accounts { total += part.account }
    guard total.addsUp, total.read == session.recordsSeen else {
      throw ImportFault(.accountDoesNotAddUp(read: session.recordsSeen, booked: total.read))
    }
    if let planned = request.plannedAccounts { try requireSame(accounts, as: planned) }
    return (accounts, total)
  }

  /// Lists, and as a mirror deletes, what an earlier import of the source stored and this one did
  /// not meet.
  private func settleMissing(
    _ run: StoredRun, _ session: ImportSession, _ request: ImportRequest, _ total: Account,
    _ mirror: Mirror?, _ observer: Observer
  ) throws -> MissingRecipes? {
    guard MissingPass.isCalledFor(by: total) else { return nil }
    return try MissingPass(request, met: session.met, mirror: mirror, total: total)
      .settle(run, total: total, in: store, observer: observer)
  }

  private func requireSame(
    _ accounts: [MemberAccount], as planned: [MemberAccount]
  ) throws(ImportFault) {
    guard accounts != planned else { return }
    let different = zip(accounts, planned).first { $0 != $1 }?.0 ?? accounts.last ?? planned.last
    throw ImportFault(
      .differsFromPlan(archive: different?.archive ?? "", member: different?.member ?? ""))
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
}

/// An import that contradicts itself.
public struct ImportFault: Fault, Equatable {
  public enum Cause: Sendable, Equatable {
    case accountDoesNotAddUp(read: Int, booked: Int)
    /// The import accounts for a member otherwise than its plan did.
    case differsFromPlan(archive: String, member: String)
  }

  public var cause: Cause

  public init(_ cause: Cause) {
    self.cause = cause
  }

  public var what: String {
    switch cause {
    case .accountDoesNotAddUp(let read, let booked):
      "the account does not add up: \(read) records were read, \(booked) are booked"
    case .differsFromPlan(let archive, let member):
      "the import accounts otherwise for \(member.isEmpty ? archive : "\(archive)!/\(member)") than "
        + "its plan did"
    }
  }

  public var hint: String? { "this is a bug in Levain; nothing was lost, the run is kept" }
}
