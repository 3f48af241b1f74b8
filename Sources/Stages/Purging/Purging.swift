// The stage that removes for good what is past its retention (R22).
//
// In:  recipes and communities that were deleted at least as long ago as the installation's
//      retention.
// Out: bare nodes in their place, so that lineage, families and counts stay what they were; image
//      files that nothing names are gone. An audit entry for each batch says what went.
// Never here: what may be restored (the rules decide), the erasure of people (`Communities`).

import JSONText
public import PipelineCore
import RecipeModel
public import Store

/// Removes for good what is past its retention.
public enum PurgeStage {
  /// How many recipes, or rows of a community, are removed in one transaction.
  private static let batchRows = 500

  /// Purges in batches, each one transaction; what was committed before an interruption stays
  /// done, and the next run goes on with the rest.
  ///
  /// The caller holds the store's `RunLock`. Throws `StoreFault` or `Interrupted`.
  public static func run(
    on store: RecipeStore, surroundings: Surroundings, observer: Observer = Observer()
  ) throws -> PurgeReport {
    try run(on: store, surroundings: surroundings, batchRows: batchRows, observer: observer)
  }

  static func run(
    on store: RecipeStore, surroundings: Surroundings, batchRows: Int,
    observer: Observer = Observer()
  ) throws -> PurgeReport {
    var report = PurgeReport()
    let now = surroundings.now()
    let days = try store.read { (transaction) throws(StoreFault) in
      try transaction.retentionDays()
    }
    let horizon = now.advanced(byMilliseconds: Int64(days) * -86_400_000)
    while true {
      let counts = try store.write { transaction in
        let counts = try batch(deletedUntil: horizon, at: now, rows: batchRows, in: transaction)
        if !counts.isEmpty {
          try transaction.insert(auditEntry(of: counts, id: surroundings.freshID(), at: now))
        }
        return counts
      }
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

  /// Recipes as long as there are any, then communities, each in parts.
  private static func batch(
    deletedUntil horizon: Instant, at now: Instant, rows: Int, in transaction: WriteTransaction
  ) throws -> PurgeCounts {
    let recipes = try transaction.purgeableRecipes(deletedUntil: horizon, limit: rows)
    if !recipes.isEmpty { return try transaction.purge(recipes, at: now) }
    guard let community = try transaction.purgeableCommunity(deletedUntil: horizon) else {
      return PurgeCounts()
    }
    return try transaction.purge(community, limit: rows, at: now)
  }

  private static func auditEntry(
    of counts: PurgeCounts, id: String, at now: Instant
  ) -> NewAuditEntry {
    NewAuditEntry(
      id: AuditID(id), action: "installation.purge", actor: nil, subject: .installation,
      metadata: counts.named.filter { $0.count > 0 }.map {
        JSONMember($0.name, .integer(Int64($0.count)))
      }, createdAt: now)
  }
}

/// What a purge removed.
public struct PurgeReport: Sendable, Equatable {
  public var counts = PurgeCounts()
  /// Files that no picture of the store is named by any more.
  public var imageFiles = 0

  public init() {}
}
