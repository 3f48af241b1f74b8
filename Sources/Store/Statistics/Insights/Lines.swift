import Indexes
import RecipeModel
import Store

/// Recipes with what descends from them, and what of it somebody may see (R19).
struct Lines {
  /// Ascending by key.
  let nodes: [LineNode]
  /// Its keys are those of the nodes, so that a position is one in both.
  let forest: Forest
  /// Whether each is within reach, by position.
  let isWithin: [Bool]
  /// The position of the recipe above all others, where one was named.
  let top: Int?

  /// Takes nodes ascending by key; what came from none of them is a root, and so is the top.
  init(_ nodes: [LineNode], top: RecipeKey? = nil, for reader: ReaderKeys) {
    self.nodes = nodes
    forest = Forest(
      nodes.map { node in
        Forest.Edge(
          node: node.key.value, parent: node.key == top ? nil : node.origin?.value)
      })
    isWithin = nodes.map(reader.reach)
    self.top = top.flatMap { [forest] in forest.placedPosition(of: $0.value) }
  }

  func position(of recipe: RecipeKey) -> Int? { forest.placedPosition(of: recipe.value) }

  /// The keys of what is within reach.
  var visible: Set<RecipeKey> {
    Set(nodes.indices.lazy.filter { isWithin[$0] }.map { nodes[$0].key })
  }

  /// Whether something lies in a community beyond the reach.
  func isBeyond(_ position: Int) -> Bool {
    !isWithin[position] && nodes[position].community != nil
  }

  /// What can be told of at all: not what lies in catalogues of others.
  var counted: [LineNode] {
    nodes.indices.filter { isWithin[$0] || nodes[$0].community != nil }.map { nodes[$0] }
  }

  /// Whether it is a recipe of its family: anything that lives, but for copies of what is above.
  func isLivingRecipe(_ position: Int) -> Bool {
    let node = nodes[position]
    return !node.isDeleted
      && (node.kind != .personalCopy || forest.parentPosition(of: position) == nil)
  }

  /// Hands over the forks made in a span, each with the position of what it was made from and the
  /// period that it was made in.
  func eachFork(
    during request: StatisticsRequest, by clock: ZoneClock,
    _ body: (_ fork: LineNode, _ origin: Int, _ period: Period) -> Void
  ) {
    for (position, node) in nodes.enumerated() where node.isFork {
      guard let origin = forest.parentPosition(of: position),
        let period = request.period(of: node.createdAt, by: clock)
      else { continue }
      body(node, origin, period)
    }
  }

  /// When something was first forked from each node, deleted forks included, by position.
  var firstForks: [Instant?] {
    var first = [Instant?](repeating: nil, count: nodes.count)
    for (position, node) in nodes.enumerated() where node.isFork {
      guard let origin = forest.parentPosition(of: position) else { continue }
      first[origin] = min(first[origin] ?? node.createdAt, node.createdAt)
    }
    return first
  }
}

extension ReaderKeys {
  /// The recipes from which whatever somebody may see of communities descends, or is one of.
  var recipesOfCommunities: RecipeScope {
    seesEverything ? .everything : .communities(communities)
  }
}

/// The names of communities, each looked up once.
struct CommunityNames {
  private var names: [CommunityKey: String] = [:]

  mutating func name(
    of community: CommunityKey, in transaction: ReadTransaction
  ) throws(StoreFault) -> String {
    if let known = names[community] { return known }
    let name = try transaction.community(community)?.name ?? ""
    names[community] = name
    return name
  }
}
