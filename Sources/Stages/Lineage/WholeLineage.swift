import Indexes
import Store

/// All trees at once, for an index that holds none yet.
///
/// Reading every edge in one go takes a fraction of the time of following each tree down; it takes
/// some 100 bytes of memory for each fork, so it is for as many as fit.
struct WholeLineage {
  private let forest: Forest
  private let forkCount: Int

  /// Reads all forks; nil where they are too many, or where trees are indexed already.
  init?(upTo limit: Int, in transaction: ReadTransaction) throws(StoreFault) {
    guard try !transaction.hasLineage() else { return nil }
    var edges: [Forest.Edge] = []
    var forkCount = 0
    try transaction.eachFork(limit: limit + 1) { fork, origin in
      // What is forked from stands in the tree, too; if it is a fork itself, that edge counts.
      if edges.last?.parent != origin.value {
        edges.append(Forest.Edge(node: origin.value, parent: nil))
      }
      edges.append(Forest.Edge(node: fork.value, parent: origin.value))
      forkCount += 1
    }
    guard forkCount <= limit else { return nil }
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
  /// - Throws: A `LineageCycle` where a recipe is its own ancestor; a `StoreFault`.
  func store(in transaction: WriteTransaction) throws {
    if let first = forest.cycles.first?.path.first {
      _ = try transaction.forkRoot(of: RecipeKey(first))
      preconditionFailure("a way up that does not end is refused")
    }
    try forest.store(in: transaction)
  }
}
