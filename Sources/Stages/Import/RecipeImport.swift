// Archives of recipes into a community or a catalogue.
//
// In:  paths of archives, a place that the rules have opened, and who imports.
// Out: recipes, personal copies, tags, images, provenance; an account of every record; quarantine.
// Never here: rules (the caller asks `Communities` before anything is read), other programs'
// formats (`RecipeFormats`), containers (`Archives`).

public import Archives
public import PipelineCore
public import RecipeFormats
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
  let surroundings: Surroundings
  let limits: Limits
  private let freeBytes: @Sendable () -> Int64?

  /// - Parameters:
  ///   - store: What is imported into.
  ///   - surroundings: The clock of the runs, and the source of their ids.
  ///   - limits: What an import takes at most.
  ///   - freeBytes: How many bytes the disk of the store has left, nil when nobody can say; asked of
  ///     the system unless it is given.
  public init(
    store: RecipeStore, surroundings: Surroundings, limits: Limits = Limits(),
    freeBytes: (@Sendable () -> Int64?)? = nil
  ) {
    self.store = store
    self.surroundings = surroundings
    self.limits = limits
    self.freeBytes = freeBytes ?? { store.freeBytes() }
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
    try RoomCheck.require(room: totalBytes - store.ownBytes(), of: freeBytes())
    let runRequest = request.runRequest(of: inputs)
    let (start, recordsBefore) = try store.write { (transaction) throws(StoreFault) in
      let run = try begin(runRequest, of: request, in: transaction)
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
      try storeAll(of: session, run, through: writer, observer, timer)
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

  /// Reads everything, and stores it with its origins and texts.
  private func storeAll(
    of session: ImportSession, _ run: StoredRun, through writer: BatchWriter, _ observer: Observer,
    _ timer: ImportTimer
  ) throws {
    do {
      try timer.measure(.reading) {
        try store.writingMuch { try readAll(session, into: writer) }
      }
      var origins = OriginPass(store: store, run: run.key)
      try timer.measure(.origins) { try origins.settle() }
      try writer.finishTexts {
        observer.progress(Progress(activity: "indexing texts", records: session.recordsSeen))
      }
    } catch {
      writer.abandonTexts()
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
        try begin(runRequest, of: request, in: transaction)
      }
      try store.abandon(run.key, because: error, at: surroundings.now())
      throw error
    }
  }

  /// Begins a run, or goes on with it, and keeps with it what was asked for.
  private func begin(
    _ runRequest: RunRequest, of request: ImportRequest, in transaction: WriteTransaction
  ) throws(StoreFault) -> StoredRun {
    let run = try transaction.beginRun(
      runRequest, id: surroundings.freshID(), at: surroundings.now())
    try transaction.keep(request.stored, of: run.key)
    return run
  }
}
