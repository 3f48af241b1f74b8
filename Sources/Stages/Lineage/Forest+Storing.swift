import Indexes
import Store

extension Forest {
  /// Stores the places of the nodes that stand in trees of two or more, none of which has one yet.
  ///
  /// There must be no cycle.
  ///
  /// - Parameters:
  ///   - positions: Of which nodes; all of them unless given.
  ///   - transaction: Where the index is.
  /// - Throws: A `StoreFault`.
  func store(
    _ positions: Range<Int>? = nil, in transaction: WriteTransaction
  ) throws(StoreFault) {
    for position in positions ?? keys.indices {
      guard let placement = placement(at: position) else {
        preconditionFailure("what was reached from a root is in no cycle")
      }
      let isAlone = placement.depth == 0 && placement.post == 0
      if isAlone { continue }
      try transaction.insert(
        LineagePlace(
          recipe: RecipeKey(placement.node), root: RecipeKey(placement.root),
          depth: placement.depth, pre: placement.pre, post: placement.post))
    }
  }
}
