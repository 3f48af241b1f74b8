public import CommunityRules
import Indexes
public import RecipeModel
public import Store

extension FamilyInsights {
  /// How many members and outgrown origins are listed unless somebody says how many.
  public static let listed = 20

  /// Reads the insights of a recipe's family.
  ///
  /// - Parameters:
  ///   - id: The recipe.
  ///   - extent: Whether its descendants are looked at, or the whole tree it belongs to.
  ///   - request: Whose views and forks are counted; the grain is that of the forks. What has outgrown
  ///     its origin is told from all days up to its end.
  ///   - listed: How many members and outgrown origins are listed at most.
  ///   - reach: What the reader may see.
  ///   - transaction: Where everything is.
  /// - Returns: The insights; nil when there is no such living recipe within the reach.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` or a `DamagedRollup` for a damaged day.
  public static func read(
    of id: RecipeID, extent: Extent = .descendants,
    during request: StatisticsRequest = StatisticsRequest(by: .month),
    listed: Int = FamilyInsights.listed,
    within reach: Reach, in transaction: ReadTransaction
  ) throws -> FamilyInsights? {
    guard let key = try transaction.statisticsRecipe(id),
      let recipe = try transaction.titledRecipe(key)
    else { return nil }
    let top = extent == .whole ? try transaction.root(above: key) : key
    let lines = Lines(
      try transaction.lines(below: .recipes([top])), top: top,
      for: try transaction.readerKeys(reach))
    guard let asked = lines.position(of: key), lines.isWithin[asked] else { return nil }
    return try FamilyInsights(
      of: id, titled: recipe.title, at: asked, extent, in: lines, during: request, listed: listed,
      isBehind: try transaction.isBehind(on: lines.visible, within: reach), transaction)
  }

  /// Tells the insights of a recipe from lines that were read before.
  ///
  /// - Parameters:
  ///   - id: The recipe.
  ///   - title: How it is called.
  ///   - asked: Its position.
  ///   - extent: What the lines hold.
  ///   - lines: The recipe with its descendants, or its whole tree.
  ///   - request: Whose views and forks are counted.
  ///   - listed: How many members and outgrown origins are listed at most.
  ///   - isBehind: Whether views wait to be counted.
  ///   - transaction: Where everything is.
  /// - Throws: A `StoreFault`, or a `DamagedRollup`.
  init(
    of id: RecipeID, titled title: String, at asked: Int, _ extent: Extent, in lines: Lines,
    during request: StatisticsRequest, listed: Int = FamilyInsights.listed, isBehind: Bool,
    _ transaction: ReadTransaction
  ) throws {
    let walk = try FamilyWalk(over: lines, during: request.days, in: transaction)
    let summary = FamilySummary(of: lines, direct: walk.views.direct)
    let clock = ZoneClock(stored: try transaction.installationZone())
    let families = walk.views.counts()
    let root = lines.top ?? asked
    var lists = FamilyLists(lines: lines, listed: listed)
    self.init(
      recipe: id, title: title, extent: extent, zone: clock.name,
      createdAt: lines.nodes[asked].createdAt, firstForkAt: lines.firstForks[asked],
      generation: lines.forest.depth(at: asked) ?? 0, recipes: summary.recipes,
      copies: summary.copies, communities: summary.communities.count, depth: summary.depth,
      views: summary.views, viewers: families[root].viewers, generations: summary.generations,
      forks: lines.forkPeriods(during: request, by: clock),
      members: try lists.members(families, direct: walk.views.direct, in: transaction),
      outgrowths: try lists.outgrowths(walk.race, in: transaction),
      outgrowthCount: walk.race.passings.count, beyond: summary.beyond, isBehind: isBehind)
  }
}

extension Lines {
  /// The forks made in a span from what is within reach, by period.
  fileprivate func forkPeriods(during request: StatisticsRequest, by clock: ZoneClock)
    -> [ForkPeriod]
  {
    var counts: [Period: Int] = [:]
    eachFork(during: request, by: clock) { _, origin, period in
      if isWithin[origin] { counts[period, default: 0] += 1 }
    }
    return counts.sorted { $0.key < $1.key }.map { ForkPeriod(period: $0.key, forks: $0.value) }
  }
}

/// What a family has in sum and in each generation.
private struct FamilySummary {
  private(set) var recipes = 0
  private(set) var copies = 0
  private(set) var communities: Set<CommunityKey> = []
  private(set) var depth = 0
  private(set) var views = 0
  private(set) var generations: [FamilyGeneration] = []
  private(set) var beyond: FamilyBeyondReach?

  init(of lines: Lines, direct: [Int]) {
    var generations: [Int: (sums: FamilyGeneration, communities: Set<CommunityKey>)] = [:]
    for (position, node) in lines.nodes.enumerated() {
      guard let depth = lines.forest.depth(at: position) else { continue }
      let lives = lines.isLivingRecipe(position)
      if lives, lines.isWithin[position] || node.community != nil {
        self.depth = max(self.depth, depth)
      }
      guard lines.isWithin[position] else {
        if node.community != nil { pass(depth: depth, lives: lives, views: direct[position]) }
        continue
      }
      views += direct[position]
      let isCopy = node.kind == .personalCopy && lines.forest.parentPosition(of: position) != nil
      if isCopy {
        copies += node.isDeleted ? 0 : 1
        continue
      }
      var generation =
        generations[depth]
        ?? (FamilyGeneration(depth: depth, made: 0, living: 0, communities: 0, views: 0), [])
      generations[depth] = nil
      generation.sums.made += 1
      generation.sums.views += direct[position]
      if lives {
        recipes += 1
        generation.sums.living += 1
        if let community = node.community {
          generation.communities.insert(community)
          communities.insert(community)
        }
      }
      generations[depth] = generation
    }
    self.generations = generations.values.map { generation in
      var sums = generation.sums
      sums.communities = generation.communities.count
      return sums
    }.sorted { $0.depth < $1.depth }
  }

  /// Counts a recipe in a community beyond the reach.
  private mutating func pass(depth: Int, lives: Bool, views: Int) {
    var beyond = self.beyond ?? FamilyBeyondReach(recipes: 0, distance: 0, views: 0)
    beyond.views += views
    if lives {
      beyond.recipes += 1
      beyond.distance = max(beyond.distance, depth)
    }
    self.beyond = beyond
  }
}

/// The lists of a family, by name.
private struct FamilyLists {
  let lines: Lines
  let listed: Int
  private var names = CommunityNames()

  init(lines: Lines, listed: Int) {
    self.lines = lines
    self.listed = listed
  }

  mutating func members(
    _ families: [FamilyViewCount], direct: [Int], in transaction: ReadTransaction
  ) throws(StoreFault) -> [FamilyMemberViews] {
    let shown = lines.nodes.indices.filter { lines.isWithin[$0] && lines.isLivingRecipe($0) }
      .sorted { (families[$1].views, $0) < (families[$0].views, $1) }
    var members: [FamilyMemberViews] = []
    for position in shown.prefix(listed) {
      let node = lines.nodes[position]
      guard let recipe = try transaction.titledRecipe(node.key) else { continue }
      var community: String?
      if let key = node.community { community = try names.name(of: key, in: transaction) }
      members.append(
        FamilyMemberViews(
          id: recipe.id, title: recipe.title, community: community, kind: node.kind,
          depth: lines.forest.depth(at: position) ?? 0, views: direct[position],
          lineViews: families[position].views, lineViewers: families[position].viewers))
    }
    return members
  }

  func outgrowths(
    _ race: ForkRace, in transaction: ReadTransaction
  ) throws(StoreFault) -> [ForkOutgrowth] {
    let forks = race.passings.keys.sorted {
      (race.totals[$1], $0) < (race.totals[$0], $1)
    }
    var outgrowths: [ForkOutgrowth] = []
    for position in forks.prefix(listed) {
      let node = lines.nodes[position]
      guard let passing = race.passings[position], let kind = node.kind,
        let above = lines.forest.parentPosition(of: position),
        let fork = try transaction.titledRecipe(node.key),
        let origin = try transaction.titledRecipe(lines.nodes[above].key)
      else { continue }
      outgrowths.append(
        ForkOutgrowth(
          fork: fork.id, forkTitle: fork.title, origin: origin.id, originTitle: origin.title,
          kind: kind, day: passing.day,
          viewsThen: ForkOutgrowth.Pair(fork: passing.fork, origin: passing.origin),
          viewsNow: ForkOutgrowth.Pair(
            fork: race.totals[position], origin: race.totals[above])))
    }
    return outgrowths
  }
}
