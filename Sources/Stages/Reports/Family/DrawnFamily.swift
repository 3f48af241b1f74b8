import RecipeModel

/// The part of a family that is drawn: its root and the branches with most views below it.
struct DrawnFamily {
  struct Node: Equatable {
    enum Look: String {
      case root
      case variant
      case share
      case hidden
    }

    var look: Look
    var label: String
    /// Views of the recipe itself; nil for what is hidden.
    var views: Int?
    /// How many recipes below it are not drawn.
    var undrawn = 0
    /// Steps below the root, as drawn.
    var depth: Int
    var parent: Int?
    var children: [Int] = []
  }

  /// In the order of a walk from the root, each parent before its children.
  private(set) var nodes: [Node] = []
  /// How many recipes are not drawn.
  var undrawn: Int { nodes.reduce(0) { $0 + $1.undrawn } }

  var depth: Int { nodes.reduce(0) { max($0, $1.depth) } }

  /// Chooses up to `limit` nodes; what is left out is counted where it hangs.
  init(_ family: RecipeFamily, limit: Int) {
    let totals = DrawnFamily.totals(family)
    let chosen = DrawnFamily.choose(family, totals: totals, limit: limit)
    // A walk without recursion: a chain of forks can be long.
    var open: [(node: Int, parent: Int?)] = [(0, nil)]
    while let (index, parent) = open.popLast() {
      let place = nodes.count
      let drawn = family.nodes[index].children.filter { chosen.contains($0) }
      let left = family.nodes[index].children.filter { !chosen.contains($0) }
        .reduce(0) { $0 + totals[$1].size }
      var node = DrawnFamily.node(family.nodes[index])
      node.undrawn = left
      append(node, below: parent)
      open += drawn.reversed().map { ($0, place) }
    }
  }

  private mutating func append(_ node: Node, below parent: Int?) {
    var node = node
    node.parent = parent
    if let parent {
      node.depth = nodes[parent].depth + 1
      nodes[parent].children.append(nodes.count)
    }
    nodes.append(node)
  }

  /// Views and recipes of each node with all below it.
  private static func totals(_ family: RecipeFamily) -> [(views: Int, size: Int)] {
    var totals = family.nodes.map { (views: $0.views ?? 0, size: $0.size) }
    for index in family.nodes.indices.reversed() {
      for child in family.nodes[index].children {
        totals[index].views += totals[child].views
        totals[index].size += totals[child].size
      }
    }
    return totals
  }

  /// Grows the part from the root, each time by the node with most views below it.
  private static func choose(
    _ family: RecipeFamily, totals: [(views: Int, size: Int)], limit: Int
  ) -> Set<Int> {
    var chosen: Set<Int> = []
    var edge = [0]
    while chosen.count < limit {
      let best = edge.indices.max { first, second in
        (totals[edge[first]].views, -edge[first]) < (totals[edge[second]].views, -edge[second])
      }
      guard let best else { break }
      let node = edge.remove(at: best)
      chosen.insert(node)
      edge += family.nodes[node].children
    }
    return chosen
  }

  private static func node(_ node: FamilyNode) -> Node {
    switch node.subject {
    case .hidden(let count, let distance):
      let far = distance > 1 ? ", up to \(distance.grouped) steps away" : ""
      return Node(
        look: .hidden, label: "\(count.grouped) hidden\(far)", depth: 0)
    case .recipe(let title, _):
      let look: Node.Look =
        switch node.kind {
        case .variant: .variant
        case .share: .share
        case .personalCopy, nil: .root
        }
      return Node(look: look, label: title, views: node.views, depth: 0)
    }
  }
}
