// The stage that removes for good what is past its retention (R22).
//
// In:  recipes and communities that were deleted at least as long ago as the installation's
//      retention.
// Out: bare nodes in their place, so that lineage, families and counts stay what they were; image
//      files that nothing names are gone. An audit entry for each batch says what went.
// Never here: what may be restored (the rules decide), the erasure of people (`Communities`).

import Communities
public import PipelineCore
public import RecipeModel
public import Store

/// Removes for good what is past its retention.
public enum PurgeStage {
  /// Purges in batches, each one transaction; what was committed before an interruption stays
  /// done, and the next run goes on with the rest.
  ///
  /// The caller holds the store's `RunLock`.
  ///
  /// - Parameters:
  ///   - store: What is purged.
  ///   - moment: When it is asked what is past its retention; now unless given.
  ///   - surroundings: The clock, and the source of ids.
  ///   - run: The run that purges, which the audit log names.
  ///   - observer: Told after each batch, asked whether to stop.
  /// - Returns: What was removed.
  /// - Throws: A `StoreFault`; `Interrupted` when the observer asks to stop.
  public static func run(
    on store: RecipeStore, at moment: Instant? = nil, surroundings: Surroundings,
    as run: RunID? = nil, observer: Observer = Observer()
  ) throws -> PurgeReport {
    try self.run(
      on: store, at: moment, surroundings: surroundings, as: run,
      batchRows: CommunityActions.purgedRows,
      observer: observer)
  }

  static func run(
    on store: RecipeStore, at moment: Instant? = nil, surroundings: Surroundings,
    as run: RunID? = nil, batchRows: Int, observer: Observer = Observer()
  ) throws -> PurgeReport {
    var report = PurgeReport()
    let now = moment ?? surroundings.now()
    let actions = CommunityActions(store: store, surroundings: surroundings, run: run)
    while true {
      let counts = try actions.purgeBatch(rows: batchRows, at: now)
      if counts.isEmpty { break }
      report.counts += counts
      observer.progress(Progress(activity: "purging", records: report.counts.recipes))
      if observer.shouldStop() { throw Interrupted() }
    }
    report.imageFiles = try store.images.removeUnnamed { digests in
      try store.read { (transaction) throws(StoreFault) in
        try transaction.storedImages(among: digests)
      }
    }
    return report
  }
}

/// What a purge removed.
public struct PurgeReport: Sendable, Equatable {
  public var counts = PurgeCounts()
  /// Files that no picture of the store is named by any more.
  public var imageFiles = 0

  public init() {}
}
