// The stage that counts tags: how many living recipes of each community carry which tag.
//
// In:  the communities that hold a recipe whose change number is above the index's watermark.
// Out: rows of `tag_count`; the watermark.
// Never here: catalogues, which are nobody else's business, and texts of recipes.

public import PipelineCore
public import Store

/// Counts the tags of the communities that changed, each as a whole.
///
/// Whoever adds a tag to a recipe or takes one away gives the recipe a new change number.
public enum TagStage {
  /// Follows the change counter; with `rebuilding`, from nothing.
  ///
  /// Each community is one transaction; when all are done the watermark moves. Throws `StoreFault` or
  /// `Interrupted`; a run that stopped counts the same communities again.
  @discardableResult
  public static func run(
    on store: RecipeStore, rebuilding: Bool = false, observer: Observer = Observer()
  ) throws -> TagReport {
    if rebuilding {
      try store.write { (transaction) throws(StoreFault) in try transaction.removeTagCounts() }
    }
    let (start, target) = try store.read { (transaction) throws(StoreFault) in
      (try transaction.watermark(of: .tags), try transaction.lastRecipeChange())
    }
    var report = TagReport()
    guard start < target else { return report }
    let communities = try store.read { (transaction) throws(StoreFault) in
      try transaction.communitiesChanged(after: start)
    }
    for community in communities {
      try store.write { (transaction) throws(StoreFault) in
        try transaction.recountTags(of: community)
      }
      report.communities += 1
      observer.progress(Progress(activity: "counting tags", records: report.communities))
      if observer.shouldStop() { throw Interrupted() }
    }
    try store.write { (transaction) throws(StoreFault) in
      try transaction.moveWatermark(of: .tags, to: target)
    }
    return report
  }
}

/// What a run of the stage counted.
public struct TagReport: Sendable, Equatable {
  /// Communities whose tags were counted.
  public var communities = 0

  public init() {}
}
