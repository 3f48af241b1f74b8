import PipelineCore
import RecipeModel
import Store

/// Ties the recipes of a run to origins that came after them.
struct OriginPass {
  private let store: RecipeStore
  private let run: RunKey
  private var ancestry = Ancestry()

  init(store: RecipeStore, run: RunKey) {
    self.store = store
    self.run = run
  }

  /// Settles what the run asked for, so many recipes in a transaction.
  mutating func settle(batchSize: Int = 10_000) throws {
    var isDone = false
    while !isDone {
      isDone = try store.write { (transaction) throws(StoreFault) in
        transaction.belongs(to: run)
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
    if case .isCircular = try ancestry.tie(request.recipe, to: origin, in: transaction) {
      let warning = RecordWarning(.circularOrigin, field: "origin")
      try transaction.add(warning, count: 1, to: run)
    }
  }
}
