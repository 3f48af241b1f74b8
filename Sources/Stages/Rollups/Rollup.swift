// View logs into raw events, raw events into counted days, and the proof that they agree.
//
// In:    paths of view logs; the raw events and the recipes in the store.
// Out:   packed days of events, packed days of counts, an account of every line of a log, and a
//        `Reconciliation` that names what says something else than the raw events.
// Never: counts up or down. A day that something touched is counted again from its raw events, so
//        that the same events give the same bytes in whatever order they came (R27).
//
// Loading/      `ViewLoad`: logs, found by content, into days of events
// Counting/     `Rollup`: days of events into local days of communities
// Targets/      what was counted for the targets of communities, period by period
// Reconciling/  `Reconciliation`: a second, slow and plain count of everything

import Indexes
public import PipelineCore
import RecipeCoding
import RecipeModel
import Statistics
public import Store

/// Brings the counted days up to what the raw events say, and then the points of targets up to them.
///
/// Only the dirty days are counted again, some of them in each transaction. Killed at any moment
/// and started again it ends in the same rows.
public struct Rollup: Sendable {
  let store: RecipeStore
  private let surroundings: Surroundings
  /// About how many raw events are counted in one transaction.
  private let batchEvents: Int

  public init(store: RecipeStore, surroundings: Surroundings, batchEvents: Int = 2_000_000) {
    precondition(batchEvents > 0, "a batch has at least one event")
    self.store = store
    self.surroundings = surroundings
    self.batchEvents = batchEvents
  }

  /// Counts everything that is dirty again; with `rebuild`, everything there is.
  ///
  /// The caller holds the store's `RunLock`. Throws `Interrupted` when the observer asks to stop
  /// between two batches, a `StoreFault`, a `ViewSegmentFault` for a damaged day.
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
      let rules = try store.write { transaction in
        if rebuild {
          try transaction.clearRollups()
          try transaction.markDirty(try transaction.viewSegmentSizes().map(\.day))
        }
        return try transaction.settleCalendars(at: run.referenceAt)
      }
      var outcome = try countDirtyDays(by: rules, observer: observer)
      outcome.run = run.id
      outcome.targetPoints = try store.write { transaction in
        let points = try transaction.countTargetPoints(asOf: run.referenceAt)
        try transaction.setRollupState(
          RollupState(
            rules: rules.name, countedAt: run.referenceAt,
            known: try transaction.knownChanges()))
        try transaction.finishRun(run.key, .succeeded, exitCode: .done, at: surroundings.now())
        return points
      }
      return outcome
    } catch {
      try store.abandon(run.key, because: error, at: surroundings.now())
      throw error
    }
  }

  private func countDirtyDays(
    by rules: ViewRules, observer: Observer
  ) throws -> RollupOutcome {
    var outcome = RollupOutcome()
    let dirty = try store.read { try $0.dirtyDays() }
    guard !dirty.isEmpty else { return outcome }
    var communities = RecipeCommunities()
    for days in try batches(of: dirty) {
      let batch = try store.write { transaction in
        var batch = DayBatch(days, calendars: try transaction.rollupCalendars())
        try batch.count(by: rules, lookingUpIn: &communities, in: transaction)
        try transaction.clearDirty(days)
        return batch
      }
      outcome.days += days.count
      outcome.rows += batch.rowsChanged
      outcome.events += batch.eventsRead
      observer.progress(Progress(activity: "counting views", records: outcome.events))
      if observer.shouldStop() { throw Interrupted() }
    }
    return outcome
  }

  /// The dirty days in order, as many together as a batch holds.
  private func batches(of days: [Day]) throws -> [[Day]] {
    let sizes = try store.read { try $0.viewSegmentSizes() }
    let events = Dictionary(uniqueKeysWithValues: sizes.map { ($0.day, $0.events) })
    var batches: [[Day]] = [[]]
    var held = 0
    for day in days {
      held += events[day] ?? 0
      if held > batchEvents, !batches[batches.count - 1].isEmpty {
        batches.append([])
        held = events[day] ?? 0
      }
      batches[batches.count - 1].append(day)
    }
    return batches
  }
}
