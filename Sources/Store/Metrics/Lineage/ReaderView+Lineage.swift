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
    let (places, source) = try places(around: asked.recipe)
    var nodes = HiddenNodes()
    for (recipe, depth) in places {
      guard let row = try transaction.lineageRow(of: recipe) else {
        throw StoreFault(.inconsistent("the lineage names a recipe that is not there"))
      }
      let isVisible = keys.reach(community: row.community, creator: row.creator)
      nodes.append(
        isVisible ? LineageRecipe(row, isRoot: depth == 0, for: keys) : nil, depth: depth)
    }
    return nodes.tree(asked: { $0.id == id }, source: source)
  }

  /// The living variants of a recipe, in an order (R15); nil when it is not within reach.
  public func variants(
    of id: RecipeID, by order: VariantOrder, offset: Int = 0, limit: Int
  ) throws(StoreFault) -> [VariantRow]? {
    guard let asked = try visibleRow(of: id) else { return nil }
    return try transaction.variantRows(
      of: asked.recipe, by: order, offset: offset, limit: limit, for: keys)
  }

  private func visibleRow(of id: RecipeID) throws(StoreFault) -> LineageRow? {
    guard let row = try transaction.lineageRow(of: id),
      keys.reach(community: row.community, creator: row.creator),
      !row.isDeleted || keys.seesDeleted(community: row.community, creator: row.creator)
    else { return nil }
    return row
  }

  /// The whole tree around a recipe in pre-order, hidden nodes included.
  private func places(
    around recipe: RecipeKey
  ) throws -> (places: [(recipe: RecipeKey, depth: Int)], source: AnswerSource) {
    if try transaction.isCaughtUp(.lineage) {
      guard let root = try transaction.indexedRoot(of: recipe) else {
        return ([(recipe, 0)], .index)
      }
      return (try transaction.indexedTree(of: root).map { ($0.recipe, $0.depth) }, .index)
    }
    let root = try transaction.forkRoot(of: recipe)
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
    return (placements.map { (RecipeKey($0.node), $0.depth) }, .baseTables)
  }
}
