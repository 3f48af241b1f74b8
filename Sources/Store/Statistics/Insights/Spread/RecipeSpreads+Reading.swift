public import CommunityRules
import Indexes
public import RecipeModel
public import Store

extension RecipeSpreads {
  /// Reads which recipes spread furthest.
  ///
  /// - Parameters:
  ///   - id: Whose recipes are ranked; those of all communities within reach unless given.
  ///   - request: In which days forks are counted; how far a recipe spread is told as of now.
  ///   - limit: How many recipes are listed at most.
  ///   - reach: What the reader may see.
  ///   - transaction: Where everything is.
  /// - Returns: The ranking; nil when the community that is named is not within the reach.
  /// - Throws: A `StoreFault`.
  public static func read(
    of id: CommunityID? = nil, during request: StatisticsRequest = StatisticsRequest(),
    limit: Int = 10,
    within reach: Reach, in transaction: ReadTransaction
  ) throws -> RecipeSpreads? {
    var community: StoredCommunity?
    if let id {
      community = try transaction.community(id, within: reach)
      guard community != nil else { return nil }
    }
    var zone = try transaction.installationZone()
    if let community { zone = community.timeZone }
    let reader = try transaction.readerKeys(reach)
    let scope = community.map { .community($0.key) } ?? reader.recipesOfCommunities
    let lines = Lines(try transaction.forkLines(below: scope), for: reader)
    let ranking = SpreadRanking(of: lines)
    let ranked = ranking.ranked { community == nil || $0.community == community?.key }
    let clock = ZoneClock(stored: zone)
    let forks = lines.forkCounts(during: request, by: clock)
    var names = CommunityNames()
    var recipes: [RecipeSpread] = []
    for position in ranked {
      guard recipes.count < limit else { break }
      let node = lines.nodes[position]
      guard let place = node.community, let first = ranking.firstForks[position],
        let recipe = try transaction.titledRecipe(node.key)
      else { continue }
      recipes.append(
        RecipeSpread(
          id: recipe.id, title: recipe.title, community: try names.name(of: place, in: transaction),
          communities: ranking.communities[position], depth: ranking.depth(at: position),
          descendants: ranking.visible[position] - 1,
          descendantsBeyondReach: ranking.beyond[position], createdAt: node.createdAt,
          firstForkAt: first, forks: forks[position]))
    }
    return RecipeSpreads(zone: clock.name, recipes: recipes)
  }
}

extension Lines {
  /// How many forks were made from each node in a span, by position.
  fileprivate func forkCounts(during request: StatisticsRequest, by clock: ZoneClock) -> [Int] {
    var forks = [Int](repeating: 0, count: nodes.count)
    eachFork(during: request, by: clock) { _, origin, _ in forks[origin] += 1 }
    return forks
  }
}

/// How far every node of some lines reaches, by position.
private struct SpreadRanking {
  private let lines: Lines
  let firstForks: [Instant?]
  /// Living nodes within reach, the node itself included if it is one.
  private(set) var visible: [Int]
  /// Living nodes in communities beyond the reach.
  private(set) var beyond: [Int]
  let communities: [Int]
  /// The depth of the deepest living node; −1 where none lives.
  private var deepest: [Int]

  init(of lines: Lines) {
    self.lines = lines
    firstForks = lines.firstForks
    visible = [Int](repeating: 0, count: lines.nodes.count)
    beyond = visible
    deepest = [Int](repeating: -1, count: lines.nodes.count)
    var marks: [NodeMark] = []
    for (position, node) in lines.nodes.enumerated() where !node.isDeleted {
      guard let community = node.community, let depth = lines.forest.depth(at: position) else {
        continue
      }
      deepest[position] = depth
      if lines.isWithin[position] {
        visible[position] = 1
        if let mark = lines.forest.mark(position, with: community.value) { marks.append(mark) }
      } else {
        beyond[position] = 1
      }
    }
    communities = lines.forest.countDistinct(&marks)
    lines.forest.sumSubtrees(&visible)
    lines.forest.sumSubtrees(&beyond)
    lines.forest.maximizeSubtrees(&deepest)
  }

  /// Steps from a living node to its furthest living descendant.
  func depth(at position: Int) -> Int {
    max(0, deepest[position] - (lines.forest.depth(at: position) ?? 0))
  }

  /// The living nodes within reach from which something was forked, those that went furthest first.
  func ranked(where isWanted: (LineNode) -> Bool) -> [Int] {
    let candidates = lines.nodes.indices.filter { position in
      let node = lines.nodes[position]
      return lines.isWithin[position] && !node.isDeleted && node.community != nil
        && firstForks[position] != nil && isWanted(node)
    }
    return candidates.map { position in
      (
        position: position,
        rank: (communities[position], depth(at: position), visible[position] + beyond[position])
      )
    }.sorted { first, second in
      first.rank == second.rank ? first.position < second.position : first.rank > second.rank
    }.map(\.position)
  }
}
