import Indexes
import Store

/// Whole trees that have to be numbered again, and the indexed trees that they replace.
///
/// A recipe that moved stands in one tree by its edges and in another by the index; both are
/// taken, and whatever else stood in the old one, so that no row of it is left behind.
struct TouchedTrees {
  private var edges: [Forest.Edge] = []
  private var gathered: Set<RecipeKey> = []
  private var replacedRoots: Set<RecipeKey> = []
  /// Trees of two recipes or more.
  private(set) var count = 0

  /// Recipes in all gathered trees.
  var size: Int { gathered.count }

  /// Takes the trees around stale recipes, until `limit` recipes are gathered.
  ///
  /// Gives how many of the stale recipes are dealt with, at least one if there is one.
  mutating func gather(
    _ stale: [StaleFork], upTo limit: Int, in transaction: ReadTransaction
  ) throws -> Int {
    for (index, fork) in stale.enumerated() {
      if gathered.count >= limit { return index }
      var waiting: [RecipeKey] = []
      try replace(fork.indexedRoot, adding: &waiting, in: transaction)
      waiting.append(fork.recipe)
      while let recipe = waiting.popLast() {
        if gathered.contains(recipe) { continue }
        let root = try transaction.forkRoot(of: recipe)
        try replace(
          try transaction.indexedRoot(of: root), adding: &waiting, in: transaction)
        try gatherTree(of: root, adding: &waiting, in: transaction)
      }
    }
    return stale.count
  }

  /// Numbers what was gathered and stores it in the place of what was there.
  func store(in transaction: WriteTransaction) throws(StoreFault) {
    for root in replacedRoots.sorted() { try transaction.removeLineage(of: root) }
    try Forest(edges).store(in: transaction)
  }

  private mutating func gatherTree(
    of root: RecipeKey, adding waiting: inout [RecipeKey], in transaction: ReadTransaction
  ) throws(StoreFault) {
    var reached = [root]
    gathered.insert(root)
    edges.append(Forest.Edge(node: root.value, parent: nil))
    var next = 0
    while next < reached.count {
      for child in try transaction.forks(of: reached[next]) {
        gathered.insert(child.recipe)
        edges.append(Forest.Edge(node: child.recipe.value, parent: reached[next].value))
        reached.append(child.recipe)
        try replace(child.indexedRoot, adding: &waiting, in: transaction)
      }
      next += 1
    }
    if reached.count > 1 { count += 1 }
  }

  private mutating func replace(
    _ root: RecipeKey?, adding waiting: inout [RecipeKey], in transaction: ReadTransaction
  ) throws(StoreFault) {
    guard let root, replacedRoots.insert(root).inserted else { return }
    waiting += try transaction.indexedTree(of: root).map(\.recipe)
  }
}
