import CommunityRules
import Indexes
public import RecipeModel
public import Store

extension ReaderView {
  /// The family of a recipe: its path to the root, its children, its whole tree (R18, R19).
  ///
  /// Nil when the recipe is not there or not within reach; a deleted one is within reach of those
  /// who could restore it. A personal copy is a family of its own. Throws `StoreFault`, or
  /// `LineageCycle` where the base tables hold one.
  public func lineage(of id: RecipeID) throws -> LineageTree? {
    guard let asked = try visibleRow(of: id) else { return nil }
    var nodes = HiddenNodes()
    func append(_ row: LineageRow, depth: Int) {
      let isVisible = keys.reach(community: row.community, creator: row.creator)
      nodes.append(
        isVisible ? LineageRecipe(row, isRoot: depth == 0, for: keys) : nil, depth: depth)
    }
    let source = try eachRow(around: asked, append)
    return nodes.tree(asked: { $0.id == id }, source: source)
  }

  /// How two recipes stand to each other in their family (R18); nil when one of them is not within
  /// reach.
  ///
  /// What is told of recipes out of reach is their distance (R19). Throws as `lineage` does.
  public func relation(of first: RecipeID, to second: RecipeID) throws -> LineageRelation? {
    guard let first = try visibleRow(of: first), let second = try visibleRow(of: second) else {
      return nil
    }
    let isIndexed = try transaction.isCaughtUp(.lineage)
    let meeting =
      isIndexed
      ? try indexedMeeting(of: first.recipe, and: second.recipe)
      : try climbedMeeting(of: first.recipe, and: second.recipe)
    guard let meeting else { return .strangers }
    guard let row = try transaction.lineageRow(of: meeting.recipe) else {
      throw StoreFault(.inconsistent("the lineage names a recipe that is not there"))
    }
    let isVisible = keys.reach(community: row.community, creator: row.creator)
    let isRoot = try transaction.forkOrigin(of: meeting.recipe) == nil
    return .kin(
      LineageKinship(
        ancestor: isVisible ? LineageRecipe(row, isRoot: isRoot, for: keys) : nil,
        generations: meeting.generations, otherGenerations: meeting.otherGenerations))
  }

  /// The living variants of a recipe, in an order (R15); nil when it is not within reach.
  ///
  /// Throws `StoreFault`, or `CountedDayFault` for a damaged rollup.
  public func variants(
    of id: RecipeID, by order: VariantOrder, offset: Int = 0, limit: Int
  ) throws -> [VariantRow]? {
    guard let asked = try visibleRow(of: id) else { return nil }
    return try transaction.variantRows(
      of: asked.recipe, by: order, views: try viewsOfVariants(of: asked), offset: offset,
      limit: limit, for: keys)
  }

  /// How often each variant was viewed, as far as the days are counted.
  private func viewsOfVariants(of base: LineageRow) throws -> [RecipeKey: Int] {
    let variants = try transaction.variantKeys(of: base.recipe)
    guard !variants.isEmpty, let community = base.community,
      let zone = try transaction.community(community)?.timeZone,
      let calendar = try transaction.rollupCalendar(
        of: CalendarPlace(community: community, zone: zone)),
      let days = try transaction.countedSpan(of: calendar)
    else { return [:] }
    var tally = RecipeTally()
    try transaction.eachCountedDay(of: calendar, during: days) { try tally.add($0.payload) }
    return Dictionary(
      uniqueKeysWithValues: variants.map { ($0, tally[$0.value].views) })
  }

  private func visibleRow(of id: RecipeID) throws(StoreFault) -> LineageRow? {
    guard let row = try transaction.lineageRow(of: id), !row.isPurged,
      keys.reach(community: row.community, creator: row.creator),
      !row.isDeleted || keys.seesDeleted(community: row.community, creator: row.creator)
    else { return nil }
    return row
  }

  private typealias Meeting = (recipe: RecipeKey, generations: Int, otherGenerations: Int)

  private func indexedMeeting(of first: RecipeKey, and second: RecipeKey) throws -> Meeting? {
    guard first != second else { return (first, 0, 0) }
    guard let place = try transaction.indexedPlace(of: first),
      let other = try transaction.indexedPlace(of: second),
      let meeting = try transaction.commonAncestor(of: place, and: other)
    else { return nil }
    return (meeting.recipe, place.depth - meeting.depth, other.depth - meeting.depth)
  }

  private func climbedMeeting(of first: RecipeKey, and second: RecipeKey) throws -> Meeting? {
    // Climbing ends where there is no cycle, which is found here.
    guard try transaction.forkRoot(of: first) == transaction.forkRoot(of: second) else {
      return nil
    }
    var generations: [RecipeKey: Int] = [:]
    var step: RecipeKey? = first
    while let recipe = step {
      generations[recipe] = generations.count
      step = try transaction.forkOrigin(of: recipe)
    }
    var (recipe, climbed) = (second, 0)
    while true {
      if let met = generations[recipe] { return (recipe, met, climbed) }
      guard let origin = try transaction.forkOrigin(of: recipe) else { return nil }
      (recipe, climbed) = (origin, climbed + 1)
    }
  }

  /// Walks the whole tree around a recipe in pre-order, hidden nodes included.
  private func eachRow(
    around asked: LineageRow, _ visit: (LineageRow, _ depth: Int) -> Void
  ) throws -> AnswerSource {
    if try transaction.isCaughtUp(.lineage) {
      if let root = try transaction.indexedRoot(of: asked.recipe) {
        try transaction.eachLineageRow(ofTree: root, visit)
      } else {
        visit(asked, 0)
      }
      return .index
    }
    let root = try transaction.forkRoot(of: asked.recipe)
    var edges = [Forest.Edge(node: root.value, parent: nil)]
    var next = 0
    while next < edges.count {
      let node = RecipeKey(edges[next].node)
      for child in try transaction.forks(of: node) {
        edges.append(Forest.Edge(node: child.recipe.value, parent: node.value))
      }
      next += 1
    }
    // One whole tree, so its pre-order numbers are 0, 1, 2 and so on.
    let forest = Forest(edges)
    let placements = forest.keys.indices.compactMap { forest.placement(at: $0) }
      .sorted { $0.pre < $1.pre }
    for placement in placements {
      guard let row = try transaction.lineageRow(of: RecipeKey(placement.node)) else {
        throw StoreFault(.inconsistent("the lineage names a recipe that is not there"))
      }
      visit(row, placement.depth)
    }
    return .baseTables
  }
}
