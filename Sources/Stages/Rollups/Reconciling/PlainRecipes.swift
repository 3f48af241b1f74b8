import RecipeModel
import Store

/// Where every recipe came from, as it stands in the store.
struct PlainRecipes {
  /// The recipe that each was made from.
  private var origins: [Int64: Int64] = [:]
  /// What was made from another recipe as a variant or a share (R25).
  private(set) var made: [OriginEdge] = []

  init(in transaction: ReadTransaction) throws {
    try transaction.eachOrigin { origin in
      origins[origin.recipe.value] = origin.origin.value
      if origin.kind == .variant || origin.kind == .share { made.append(origin) }
    }
  }

  /// Climbs to the root; a recipe above which there is none, but only a cycle, is its own.
  func root(of recipe: Int64) -> Int64 {
    var node = recipe
    var steps = 0
    while let origin = origins[node] {
      node = origin
      steps += 1
      if steps > origins.count { return recipe }
    }
    return node
  }
}

extension OriginEdge {
  /// The moments at which it was counted for its origin.
  var moments: [Instant] { [createdAt] + [sharedAt].compactMap { $0 } }
}
