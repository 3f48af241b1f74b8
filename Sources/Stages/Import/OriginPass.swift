import PipelineCore
import RecipeModel
import Store

/// Ties the recipes of a run to origins that came after them.
///
/// A recipe that is tied was a root until then, so a tie makes a circle just when it is the root of
/// its origin's tree.
struct OriginPass {
  private let store: RecipeStore
  private let run: RunKey
  /// What is known to stand above a recipe, if not right above it; trees of thousands of
  /// generations are climbed once.
  private var above: [RecipeKey: RecipeKey] = [:]

  init(store: RecipeStore, run: RunKey) {
    self.store = store
    self.run = run
  }

  /// Settles what the run asked for, so many recipes in a transaction.
  mutating func settle(batchSize: Int = 10_000) throws {
    var isDone = false
    while !isDone {
      isDone = try store.write { (transaction) throws(StoreFault) in
        let requests = try transaction.originRequests(of: run, limit: batchSize)
        for request in requests { try settle(request, in: transaction) }
        return requests.count < batchSize
      }
    }
  }

  private mutating func settle(
    _ request: OriginRequest, in transaction: WriteTransaction
  ) throws(StoreFault) {
    try transaction.forgetOriginRequest(of: request.recipe, run: run)
    guard let origin = try transaction.origin(request.origins), origin != request.recipe else {
      return
    }
    guard try root(of: origin, in: transaction) != request.recipe else {
      let warning = RecordWarning(.circularOrigin, field: "origin")
      return try transaction.add(warning, count: 1, to: run)
    }
    try transaction.makeVariant(request.recipe, of: origin)
    above[request.recipe] = origin
  }

  private mutating func root(
    of recipe: RecipeKey, in transaction: WriteTransaction
  ) throws(StoreFault) -> RecipeKey {
    var root = recipe
    var path: [RecipeKey] = []
    while true {
      let known = above[root]
      guard let next = try known == nil ? transaction.origin(of: root) : known else { break }
      path.append(root)
      root = next
    }
    for step in path { above[step] = root }
    return root
  }
}
