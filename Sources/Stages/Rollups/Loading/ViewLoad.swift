public import Archives
public import PipelineCore
import RecipeModel
public import Store

/// Loads view logs into the packed days of the store.
///
/// Logs are found by content in files, folders, gzip, zip and tar. Loading the same log twice
/// changes nothing; killed at any moment and started again with the same paths, a load ends in
/// the same events as one that was never disturbed.
public struct ViewLoad: Sendable {
  /// What a load takes at most.
  public struct Limits: Sendable {
    public var archives = ArchiveLimits()
    /// How many events are stored in one transaction; some 36 bytes of memory each.
    public var batchEvents = 6_000_000

    public init() {}
  }

  /// How few bytes of a log an event takes when it is packed well.
  private static let bytesOfEvent: Int64 = 40

  private let store: RecipeStore
  private let surroundings: Surroundings
  private let limits: Limits

  public init(store: RecipeStore, surroundings: Surroundings, limits: Limits = Limits()) {
    precondition(limits.batchEvents > 0, "a batch has at least one event")
    self.store = store
    self.surroundings = surroundings
    self.limits = limits
  }

  /// Runs a load to its end, from where an earlier attempt stopped.
  ///
  /// The caller holds the store's `RunLock`.
  ///
  /// - Parameters:
  ///   - paths: Files and folders, in this order.
  ///   - settings: How the logs are read.
  ///   - parent: The run of the pipeline that this load is a stage of.
  ///   - observer: Told after each batch, asked whether to stop.
  /// - Returns: What became of every line.
  /// - Throws: `Interrupted` when the observer asks to stop; a `ReadFault` when nothing that was
  ///   given is a view log; a `StoreFault`; a `ViewSegmentFault` for a damaged day.
  public func run(
    _ paths: [String], settings: ViewLoadSettings = ViewLoadSettings(), parent: RunKey? = nil,
    observer: Observer = Observer()
  ) throws -> ViewLoadOutcome {
    let input = try ViewLoadInput(paths: paths, settings: settings)
    let (run, checkpoint) = try store.write { transaction in
      let run = try transaction.beginRun(
        input.runRequest(parent: parent), id: surroundings.freshID(), at: surroundings.now())
      // An earlier load through the same connection may have ended in the middle of a log.
      try transaction.forgetLoggedViews(exceptOfLog: nil)
      return (run, try transaction.checkpoint(of: run.key))
    }
    let walk = ViewLogWalk(paths: paths, limits: limits.archives, settings: settings)
    let session = ViewLoadSession(
      walk: walk, run: run, checkpoint: checkpoint, batchEvents: limits.batchEvents,
      expected: Int(input.bytes / ViewLoad.bytesOfEvent))
    do {
      while try store.write({ try session.storeBatch(in: $0) }) {
        observer.progress(
          Progress(
            activity: "loading views", records: walk.recordsSeen, bytes: walk.bytesConsumed,
            totalBytes: input.bytes))
        if observer.shouldStop() { throw Interrupted() }
      }
      return try finish(run, walk)
    } catch {
      walk.close()
      try store.abandon(run.key, because: error, at: surroundings.now())
      throw error
    }
  }

  private func finish(_ run: StoredRun, _ walk: ViewLogWalk) throws -> ViewLoadOutcome {
    let accounts = try store.read { try $0.accounts(of: run.key) }
    var total = Account()
    for part in accounts { total += part.account }
    // The program checks its own books before it says that all is well.
    guard total.addsUp, total.read == walk.recordsSeen else {
      throw ViewLoadFault.accountDoesNotAddUp(read: walk.recordsSeen, booked: total.read)
    }
    let exitCode: ExitCode = total.quarantined > 0 ? .quarantined : .done
    try store.write { transaction in
      try transaction.finishRun(run.key, .succeeded, exitCode: exitCode, at: surroundings.now())
    }
    return ViewLoadOutcome(
      run: run.id, total: total, accounts: accounts, passedOver: walk.passedOver,
      passedOverCount: walk.passedOverCount, exitCode: exitCode)
  }
}

/// A load that contradicts itself.
public enum ViewLoadFault: Fault, Equatable {
  case accountDoesNotAddUp(read: Int, booked: Int)

  public var what: String {
    switch self {
    case .accountDoesNotAddUp(let read, let booked):
      "the account does not add up: \(read) events were read, \(booked) are booked"
    }
  }

  public var hint: String? { "this is a bug in Levain; nothing was lost, the run is kept" }
}
