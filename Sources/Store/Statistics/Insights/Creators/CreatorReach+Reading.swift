public import CommunityRules
import Indexes
public import RecipeModel
public import Store

extension CreatorRanking {
  /// Reads the reach of one creator, as a ranking of one.
  ///
  /// - Parameters:
  ///   - creator: Whose reach.
  ///   - request: In which days views and forks are counted, days being the installation's.
  ///   - reach: What the reader may see.
  ///   - isBehind: Whether views wait to be counted, for a reader who was told before; found out
  ///     unless given.
  ///   - transaction: Where everything is.
  /// - Returns: The reach; nil when nothing of theirs is within the reader's, but for readers who
  ///   ask for their own.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` or a `DamagedRollup` for a damaged day.
  public static func read(
    ofOnly creator: StoredUser, during request: StatisticsRequest = StatisticsRequest(),
    within reach: Reach, isBehind: Bool? = nil, in transaction: ReadTransaction
  ) throws -> CreatorRanking? {
    let keys = try transaction.recipes(in: .creator(creator.key), within: reach)
    let walk = try CreatorWalk(
      below: .recipes(keys), during: request, within: reach, in: transaction
    ) { $0.creator == creator.key }
    // That somebody made something elsewhere is not to be learnt (R7).
    if walk.tally.creators[creator.key] == nil, case .person(let reader, _) = reach,
      reader != creator.id
    {
      return nil
    }
    return try CreatorRanking(
      of: [creator], in: walk, within: reach, isBehind: isBehind, transaction)
  }

  /// Reads the creators whose recipes reach furthest.
  ///
  /// - Parameters:
  ///   - id: Whose recipes make a creator one of it; those of all communities within reach unless
  ///     given.
  ///   - request: In which days views and forks are counted, days being the installation's.
  ///   - limit: How many creators are listed at most.
  ///   - reach: What the reader may see.
  ///   - isBehind: Whether views wait to be counted, for a reader who was told before; found out
  ///     unless given.
  ///   - transaction: Where everything is.
  /// - Returns: The ranking; nil when the community that is named is not within the reach.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` or a `DamagedRollup` for a damaged day.
  public static func read(
    of id: CommunityID? = nil, during request: StatisticsRequest = StatisticsRequest(),
    limit: Int = 10,
    within reach: Reach, isBehind: Bool? = nil, in transaction: ReadTransaction
  ) throws -> CreatorRanking? {
    var community: CommunityKey?
    if let id {
      guard let stored = try transaction.community(id, within: reach) else { return nil }
      community = stored.key
    }
    let reader = try transaction.readerKeys(reach)
    let scope = community.map { .community($0) } ?? reader.recipesOfCommunities
    let walk = try CreatorWalk(
      below: scope, during: request, within: reach, in: transaction
    ) { community == nil || $0.community == community }
    var creators: [StoredUser] = []
    for key in walk.tally.ranked {
      guard creators.count < limit else { break }
      if let user = try transaction.user(key), user.deletedAt == nil { creators.append(user) }
    }
    return try CreatorRanking(
      of: creators, in: walk, within: reach, isBehind: isBehind, transaction)
  }

  private init(
    of creators: [StoredUser], in walk: CreatorWalk, within reach: Reach, isBehind: Bool?,
    _ transaction: ReadTransaction
  ) throws {
    self.init(
      zone: walk.clock.name, creators: try walk.reaches(of: creators, in: transaction),
      isBehind: try isBehind
        ?? transaction.isBehind(on: walk.tally.lines.visible, within: reach))
  }
}

/// What the counted days say of the recipes of creators and of their families.
private struct CreatorWalk {
  let tally: CreatorTally
  let clock: ZoneClock
  private let selection: RecipeSelection
  private let days: ClosedRange<Day>

  init(
    below scope: RecipeScope, during request: StatisticsRequest, within reach: Reach,
    in transaction: ReadTransaction, where isOwn: (LineNode) -> Bool
  ) throws {
    let lines = Lines(
      try transaction.lines(below: scope), for: try transaction.readerKeys(reach))
    selection = try RecipeSelection.nodes(lines.counted, in: transaction)
    clock = selection.clock
    days = request.days
    var views = RecipeTally()
    try selection.eachDay(during: request.days, in: transaction) { try views.add($0.payload) }
    tally = CreatorTally(of: lines, views: views, during: request, by: clock, where: isOwn)
  }

  /// What is told of some creators: the viewers of all of them are united in one walk.
  func reaches(
    of creators: [StoredUser], in transaction: ReadTransaction
  ) throws -> [CreatorReach] {
    let lines = tally.lines
    let families = creators.map { creator in
      tally.family(of: creator.key).filter { lines.isWithin[$0] }
    }
    let own = creators.map { tally.creators[$0.key]?.own ?? [] }
    var viewers = GroupTally(
      (own + families).map { group in group.map { lines.nodes[$0].key.value } })
    try selection.eachDay(during: days, in: transaction) { try viewers.add($0.payload) }
    return creators.enumerated().map { place, creator in
      let living = families[place].filter {
        !lines.nodes[$0].isDeleted && lines.nodes[$0].community != nil
      }
      let sums = tally.creators[creator.key] ?? CreatorTally.Sums()
      return CreatorReach(
        creator: creator.id, username: creator.username, recipes: sums.recipes,
        communities: Set(living.map { lines.nodes[$0].community }).count,
        descendants: living.count { lines.nodes[$0].creator != creator.key }, forks: sums.forks,
        views: sums.views, viewers: viewers.viewers[place], familyViews: sums.familyViews,
        familyViewers: viewers.viewers[creators.count + place])
    }
  }
}
