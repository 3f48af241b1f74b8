// View logs into raw events, raw events into rollups, and the proof that they agree.
//
// In:    paths of view logs; the raw events and the recipes in the store.
// Out:   packed days of events, the six rollup tables, an account of every line of a log, and a
//        `Reconciliation` that names each row which says something else than the raw events.
// Never: counts a row up or down. A period that something touched is counted again from its raw
//        events, so that the same events give the same rows in whatever order they came (R27).
//
// Loading/      `ViewLoad`: logs, found by content, into days of events
// Rules/        the rollups, one a file, and the list of them; what counts as share and fork (R25)
// Counting/     `Rollup`: the engine that does what the rules say
// Reconciling/  `Reconciliation`: a second, slow and plain count of everything

public import PipelineCore
import RecipeCoding
import RecipeModel
import Statistics
public import Store

/// Brings the rollups up to what the raw events and the recipes say.
///
/// Only the dirty days and the months they lie in are counted again, each month in one
/// transaction. Killed at any moment and started again it ends in the same rows.
public struct Rollup: Sendable {
  let store: RecipeStore
  private let surroundings: Surroundings
  let heldEvents: Int

  /// Takes how many events are held in memory at once, some 64 bytes each.
  public init(store: RecipeStore, surroundings: Surroundings, heldEvents: Int = 2_000_000) {
    precondition(heldEvents > 0, "counting holds at least one event")
    self.store = store
    self.surroundings = surroundings
    self.heldEvents = heldEvents
  }

  /// Counts everything that is dirty again; with `rebuild`, everything there is.
  ///
  /// The caller holds the store's `RunLock`. Throws `Interrupted` when the observer asks to stop
  /// between two months, a `StoreFault`, a `ViewSegmentFault` for a damaged day.
  public func run(
    rebuild: Bool = false, parent: RunKey? = nil, observer: Observer = Observer()
  ) throws -> RollupOutcome {
    let request = RunRequest(
      kind: .rollup, fingerprint: Digest.sha256(Array("rollup".utf8)),
      label: rebuild ? "everything" : "what changed", parent: parent)
    let run = try store.write { transaction in
      try transaction.beginRun(request, id: surroundings.freshID(), at: surroundings.now())
    }
    do {
      if rebuild { try store.write(Rollup.forgetEverything) }
      var outcome = try count(observer: observer)
      outcome.run = run.id
      try store.write { transaction in
        try transaction.finishRun(run.key, .succeeded, exitCode: .done, at: surroundings.now())
      }
      return outcome
    } catch {
      try store.abandon(run.key, because: error, at: surroundings.now())
      throw error
    }
  }

  /// Removes all rows, and marks every day that can have one.
  private static func forgetEverything(in transaction: WriteTransaction) throws {
    try transaction.clearRollups()
    try transaction.markDirty(try transaction.viewSegmentSizes().map(\.day))
    let families = try RecipeFamilies(in: transaction)
    try transaction.markDirty(
      families.forks.flatMap { made in
        RollupRules.all.flatMap(\.measures).compactMap { $0.moment(made)?.day }
      })
    try transaction.moveRollupWatermark()
  }

  private func count(observer: Observer) throws -> RollupOutcome {
    guard try store.read({ try Rollup.hasWork(in: $0) }) else { return RollupOutcome() }
    var keys = SubjectKeys(families: try store.read { try RecipeFamilies(in: $0) })
    try store.write { transaction in
      var stale = StaleDays(families: keys.families)
      try stale.compareFamilies(
        of: try transaction.originsChanged(after: try transaction.rollupWatermark()),
        in: transaction)
      try transaction.markDirty(stale.days)
      try transaction.moveRollupWatermark()
    }
    let dirty = try store.read { try $0.dirtyDays() }
    var outcome = RollupOutcome()
    for (month, days) in Dictionary(grouping: dirty, by: \.month).sorted(by: { $0.key < $1.key }) {
      var counting = MonthRollup(month: month, dirtyDays: Set(days), heldEvents: heldEvents)
      try store.write { try counting.run(keys: &keys, in: $0) }
      outcome.days += days.count
      outcome.months += 1
      outcome.events += counting.eventsCounted
      observer.progress(Progress(activity: "counting views", records: outcome.events))
      if observer.shouldStop() { throw Interrupted() }
    }
    return outcome
  }

  private static func hasWork(in transaction: ReadTransaction) throws(StoreFault) -> Bool {
    if try !transaction.dirtyDays().isEmpty { return true }
    return try transaction.hasOriginsChanged(after: try transaction.rollupWatermark())
  }
}
