import Indexes
import PipelineCore
import Store

/// All trees at once, for an index that holds none yet.
///
/// Reading every edge in one go takes a fraction of the time of following each tree down; it takes
/// some 100 bytes of memory for each fork, so it is for as many as fit.
struct WholeLineage {
  private let forest: Forest
  private let forkCount: Int

  /// Whether an index can be filled in one go: it holds nothing, and the forks are not too many.
  static func fits(upTo limit: Int, in transaction: ReadTransaction) throws(StoreFault) -> Bool {
    guard try !transaction.hasLineage() else { return false }
    return try transaction.forkCount(upTo: limit + 1) <= limit
  }

  /// Reads all forks, some of them between two looks at whether to stop.
  ///
  /// - Throws: `Interrupted`, or a `StoreFault`.
  init(in transaction: ReadTransaction, pageSize: Int, observer: Observer) throws {
    var edges: [Forest.Edge] = []
    var forkCount = 0
    var next: RecipeKey? = RecipeKey(0)
    while let position = next {
      next = try transaction.eachFork(ofOriginsAfter: position, limit: pageSize) { fork, origin in
        // What is forked from stands in the tree, too; if it is a fork itself, that edge counts.
        if edges.last?.parent != origin.value {
          edges.append(Forest.Edge(node: origin.value, parent: nil))
        }
        edges.append(Forest.Edge(node: fork.value, parent: origin.value))
        forkCount += 1
      }
      if observer.shouldStop() { throw Interrupted() }
    }
    forest = Forest(edges)
    self.forkCount = forkCount
  }

  /// Trees of two recipes or more, and the recipes in them.
  var report: LineageReport {
    var report = LineageReport()
    report.recipes = forest.keys.count
    report.trees = forest.keys.count - forkCount
    return report
  }

  /// Stores all places.
  ///
  /// - Throws: A `LineageCycle` where a recipe is its own ancestor; `Interrupted`; a `StoreFault`.
  func store(in transaction: WriteTransaction, pageSize: Int, observer: Observer) throws {
    if let first = forest.cycles.first?.path.first {
      _ = try transaction.forkRoot(of: RecipeKey(first))
      preconditionFailure("a way up that does not end is refused")
    }
    for start in stride(from: 0, to: forest.keys.count, by: pageSize) {
      if observer.shouldStop() { throw Interrupted() }
      let end = min(start + pageSize, forest.keys.count)
      try forest.store(start..<end, in: transaction)
    }
  }
}
