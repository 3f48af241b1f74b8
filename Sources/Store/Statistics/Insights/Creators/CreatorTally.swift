import Indexes
import RecipeModel
import Store

/// What each creator of some lines has made, and what was made of it.
struct CreatorTally {
  /// What adds up from recipe to recipe.
  struct Sums {
    /// The positions of their recipes, deleted ones included.
    var own: [Int] = []
    /// How many of those came: what an import brought that was taken back never did.
    var made = 0
    /// Their living recipes.
    var recipes = 0
    var forks = 0
    var views = 0
    /// Views of the families, each recipe of them once.
    var familyViews = 0
  }

  let lines: Lines
  private(set) var creators: [UserKey: Sums] = [:]

  /// - Parameters:
  ///   - lines: Recipes and all their descendants.
  ///   - views: The views of each recipe itself in the span.
  ///   - request: In which days forks are counted.
  ///   - clock: Whose days those are.
  ///   - isOwn: Whose recipes are counted as their creator's own.
  init(
    of lines: Lines, views: RecipeTally, during request: StatisticsRequest, by clock: ZoneClock,
    where isOwn: (LineNode) -> Bool
  ) {
    self.lines = lines
    // Sums over subtrees of what is no secret to the reader.
    var families = lines.nodes.indices.map { position in
      lines.isWithin[position] || lines.nodes[position].community != nil
        ? views[lines.nodes[position].key.value].views : 0
    }
    lines.forest.sumSubtrees(&families)
    for (position, node) in lines.nodes.enumerated()
    where lines.isWithin[position] && node.community != nil && isOwn(node) {
      creators[node.creator, default: Sums()].own.append(position)
      creators[node.creator]?.made += node.isUndone ? 0 : 1
      creators[node.creator]?.recipes += node.isDeleted ? 0 : 1
      creators[node.creator]?.views += views[node.key.value].views
    }
    for (creator, sums) in creators {
      creators[creator]?.familyViews =
        lines.forest.outermost(of: sums.own).reduce(0) { $0 + families[$1] }
    }
    lines.eachFork(during: request, by: clock) { fork, origin, _ in
      let above = lines.nodes[origin]
      guard above.creator != fork.creator, lines.isWithin[origin], above.community != nil,
        isOwn(above)
      else { return }
      creators[above.creator]?.forks += 1
    }
  }

  /// The creators whose families were viewed most, then those with most forks, most recipes, and
  /// those who joined first; none of whom every recipe was taken back with its import.
  var ranked: [UserKey] {
    let makers = creators.filter { $0.value.made > 0 }
    return makers.map {
      (key: $0.key, rank: ($0.value.familyViews, $0.value.forks, $0.value.recipes))
    }
    .sorted { $0.rank == $1.rank ? $0.key < $1.key : $0.rank > $1.rank }
    .map(\.key)
  }

  /// The positions of the families of somebody's recipes, each once.
  func family(of creator: UserKey) -> [Int] {
    lines.forest.outermost(of: creators[creator]?.own ?? [])
      .flatMap { lines.forest.subtree(at: $0).map { Int($0) } }
  }
}
