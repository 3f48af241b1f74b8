import Indexes
import RecipeModel
public import Store

/// The families of all recipes, and what was made from each, as they are right now.
///
/// Read from the recipes themselves, so it does not depend on an index that may be behind.
/// Memory grows with the recipes that have an origin: some 60 bytes for each.
public struct RecipeFamilies: Sendable {
  private let forest: Forest
  /// Variants and shares (R25), by the recipe they were made from.
  public let forks: [OriginEdge]

  public init(in transaction: ReadTransaction) throws {
    var edges: [Forest.Edge] = []
    var forks: [OriginEdge] = []
    try transaction.eachOrigin { origin in
      edges.append(Forest.Edge(node: origin.recipe.value, parent: origin.origin.value))
      if origin.kind.isFork { forks.append(origin) }
    }
    let made = Set(edges.map(\.node))
    let roots = Set(edges.compactMap(\.parent)).subtracting(made)
    edges += roots.map { Forest.Edge(node: $0, parent: nil) }
    forest = Forest(edges)
    self.forks = forks.sorted { ($0.origin, $0.recipe) < ($1.origin, $1.recipe) }
  }

  /// The root of a recipe's family; the recipe itself when it is alone.
  public func root(of recipe: Int64) -> Int64 {
    forest.placement(of: recipe)?.root ?? recipe
  }

  /// A recipe and all its descendants.
  public func members(below recipe: Int64) -> [Int64] {
    [recipe] + forest.descendants(of: recipe)
  }

  /// What was made from a recipe directly.
  public func forks(of recipe: Int64) -> ArraySlice<OriginEdge> {
    let start = firstFork { $0.origin.value >= recipe }
    return forks[start..<firstFork { $0.origin.value > recipe }]
  }

  /// The first position at which a condition holds that holds from there to the end.
  private func firstFork(where holds: (OriginEdge) -> Bool) -> Int {
    var (low, high) = (0, forks.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(forks[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
