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
  /// `findNearDuplicates` is called when everything is stored, if the request asks for them: it
  /// brings their index up to date. A run that is stopped there goes on there.
  public func run(
    _ request: ImportRequest, observer: Observer, mirror: Mirror? = nil,
    findNearDuplicates: () throws -> Void = {}
  ) throws -> ImportOutcome {
    precondition(request.isMirror == (mirror != nil), "who mirrors says how")
    let inputs = try request.paths.map { try InputPath(path: $0) }
    let runRequest = request.runRequest(of: inputs)
    let (run, checkpoint) = try store.write { transaction in
      let run = try transaction.beginRun(
        runRequest, id: surroundings.freshID(), at: surroundings.now())
      return (run, try transaction.checkpoint(of: run.key))
    }
    let session = ImportSession(
      request: request, files: store.images, limits: limits, checkpoint: checkpoint,
      observer: observer, activity: "importing", totalBytes: inputs.map(\.bytes).reduce(0, +),
      destination: BatchWriter(store: store, request: request, run: run))
    do {
      if let limit = request.errorLimit {
        try ErrorCheck(limit: limit, limits: limits).requireFew(in: request, observer: observer)
      }
      try store.writingMuch {
        do {
          try session.readAll()
        } catch {
          try session.settle()
          throw error
        }
      }
      var origins = OriginPass(store: store, run: run.key)
      try origins.settle()
      try session.takeImages(of: run, into: store)
      let missing = try settleMissing(run, session, request, mirror, observer)
      if request.nearDuplicates != .ignore { try findNearDuplicates() }
      return try finish(run, session, request, missing)
    } catch {
      try abandon(run.key, because: error)
      throw error
    }
  }

  private func finish(
    _ run: StoredRun, _ session: ImportSession, _ request: ImportRequest,
    _ missing: MissingRecipes?
  ) throws -> ImportOutcome {
    let (accounts, total) = try accounts(of: run)
    // The program checks its own books before it says that all is well.
    guard total.addsUp, total.read == session.recordsSeen else {
      throw ImportFault(.accountDoesNotAddUp(read: session.recordsSeen, booked: total.read))
    }
    if let planned = request.plannedAccounts { try requireSame(accounts, as: planned) }
    let exitCode: ExitCode = total.quarantined > 0 ? .quarantined : .done
    let nearDuplicates = try settleNearDuplicates(of: run, request)
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
      try transaction.finishRun(run.key, .succeeded, exitCode: exitCode, at: surroundings.now())
    }
    let warnings = try store.read { try $0.warnings(of: run.key) }
    return ImportOutcome(
      run: run.id, total: total, accounts: accounts,
      warnings: warnings.map { ImportOutcome.WarningCount(warning: $0.warning, count: $0.count) },
      leftOut: session.leftOut, authors: session.mapping.census, nearDuplicates: nearDuplicates,
      missing: missing, exitCode: exitCode)
  }

  private func accounts(of run: StoredRun) throws -> (parts: [MemberAccount], total: Account) {
    let accounts = try store.read { try $0.accounts(of: run.key) }
    var total = Account()
    for part in accounts { total += part.account }
    return (accounts, total)
  }

  /// Lists, and as a mirror deletes, what an earlier import of the source stored and this one did
  /// not meet.
  private func settleMissing(
    _ run: StoredRun, _ session: ImportSession, _ request: ImportRequest, _ mirror: Mirror?,
    _ observer: Observer
  ) throws -> MissingRecipes? {
    let total = try accounts(of: run).total
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
