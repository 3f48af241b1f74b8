// The stage that keeps the lineage index: where each recipe stands in its family.
//
// In:  recipes whose change number is above the index's watermark, and their fork edges.
// Out: rows of `lineage` for every tree of two recipes or more; the watermark.
// Never here: who may see what, other origins than variants and shares, deleting (a deleted recipe
//      stays where it stands, so that its descendants do, too: R18).

public import PipelineCore
public import Store

/// Numbers the trees that changed, each as a whole.
public enum LineageStage {
  /// How much is worked on at once.
  struct Limits {
    /// How many recipes a batch takes before it ends; a tree with more is a batch of its own.
    var batch = 50_000
    /// Up to how many forks an empty index is filled in one go.
    var whole = 2_000_000
  }

  /// Follows the change counter; with `rebuilding`, from nothing.
  ///
  /// Each batch is one transaction, which also moves the watermark over what is done. Throws
  /// `LineageCycle`, `StoreFault` or `Interrupted`; what was committed before stays.
  @discardableResult
  public static func run(
    on store: RecipeStore, rebuilding: Bool = false, observer: Observer = Observer()
  ) throws -> LineageReport {
    try run(on: store, rebuilding: rebuilding, limits: Limits(), observer: observer)
  }

  static func run(
    on store: RecipeStore, rebuilding: Bool, limits: Limits, observer: Observer = Observer()
  ) throws -> LineageReport {
    if rebuilding {
      try store.write { (transaction) throws(StoreFault) in try transaction.removeLineage() }
    }
    if let report = try fill(store, within: limits, observer: observer) { return report }
    return try follow(store, batchSize: limits.batch, observer: observer)
  }

  /// Fills an index that holds nothing; nil where it holds something, or would be too large.
  private static func fill(
    _ store: RecipeStore, within limits: Limits, observer: Observer
  ) throws -> LineageReport? {
    guard try store.read({ try $0.watermark(of: .lineage) < $0.lastRecipeChange() }) else {
      return nil
    }
    // Asked before anything waits for the writer, and again where nobody else can write.
    guard try store.read({ try WholeLineage.fits(upTo: limits.whole, in: $0) }) else { return nil }
    let report = try store.write { transaction -> LineageReport? in
      guard try WholeLineage.fits(upTo: limits.whole, in: transaction) else { return nil }
      let whole = try WholeLineage(in: transaction, pageSize: limits.batch, observer: observer)
      try whole.store(in: transaction, pageSize: limits.batch, observer: observer)
      try transaction.moveWatermark(of: .lineage, to: transaction.lastRecipeChange())
      return whole.report
    }
    if let report {
      observer.progress(Progress(activity: "indexing lineage", records: report.recipes))
    }
    return report
  }

  /// Takes what changed since the index was written, tree by tree.
  private static func follow(
    _ store: RecipeStore, batchSize: Int, observer: Observer
  ) throws -> LineageReport {
    let (start, target) = try store.read { (transaction) throws(StoreFault) in
      (try transaction.watermark(of: .lineage), try transaction.lastRecipeChange())
    }
    var report = LineageReport()
    guard start < target else { return report }
    var position = ChangePosition.after(change: start)
    var isDone = false
    while !isDone {
      let stale = try store.read { (transaction) throws(StoreFault) in
        try transaction.staleForks(after: position, limit: batchSize)
      }
      isDone = try store.write { transaction in
        var trees = TouchedTrees()
        let taken = try trees.gather(stale, upTo: batchSize, in: transaction)
        try trees.store(in: transaction)
        report.trees += trees.count
        report.recipes += trees.size
        let isLast = taken == stale.count && stale.count < batchSize
        if taken > 0 { position = stale[taken - 1].position }
        // More of the same change number may follow, so only what is below it is done.
        try transaction.moveWatermark(
          of: .lineage, to: isLast ? target : max(start, min(target, position.change - 1)))
        return isLast
      }
      observer.progress(Progress(activity: "indexing lineage", records: report.recipes))
      if !isDone, observer.shouldStop() { throw Interrupted() }
    }
    return report
  }
}

/// What a run of the stage numbered.
public struct LineageReport: Sendable, Equatable {
  /// Trees that were numbered, those of one recipe not counted.
  public var trees = 0
  /// Recipes in them.
  public var recipes = 0

  public init() {}
}
