/// Draws the nodes that are out of reach together, so that no more of them is told than R19 says.
///
/// All hidden nodes that hang on one visible node, directly or through each other, become one
/// node with a count and a distance. Visible nodes behind them hang on it with their true depth.
struct HiddenNodes {
  private var nodes: [LineageNode] = []
  private var children: [[Int]] = []
  /// The indices, in `nodes`, of the nodes above the last one, by their depth in the whole tree.
  private var trail: [Int] = []
  /// The hidden node below each node of `nodes`.
  private var hiddenBelow: [Int: Int] = [:]

  /// Adds the next node of the whole tree in pre-order; nil for one that is out of reach.
  mutating func append(_ recipe: LineageRecipe?, depth: Int) {
    trail.removeLast(trail.count - depth)
    let parent = trail.last
    if let recipe {
      trail.append(add(.recipe(recipe), depth: depth, parent: parent))
    } else {
      trail.append(hide(depth: depth, below: parent))
    }
  }

  /// The nodes in pre-order, and the index of the one with the recipe.
  func tree(asked: (LineageRecipe) -> Bool, source: AnswerSource) -> LineageTree {
    var ordered: [LineageNode] = []
    var askedIndex = 0
    var waiting: [(node: Int, parent: Int?)] = nodes.isEmpty ? [] : [(0, nil)]
    while let (index, parent) = waiting.popLast() {
      var node = nodes[index]
      node.parent = parent
      if case .recipe(let recipe) = node.subject, asked(recipe) { askedIndex = ordered.count }
      for child in children[index].reversed() { waiting.append((child, ordered.count)) }
      ordered.append(node)
    }
    return LineageTree(nodes: ordered, asked: askedIndex, source: source)
  }

  private mutating func hide(depth: Int, below parent: Int?) -> Int {
    let group: Int
    if let parent, case .hidden = nodes[parent].subject {
      group = parent
    } else if let parent {
      group =
        hiddenBelow[parent] ?? add(.hidden(count: 0, distance: 0), depth: depth, parent: parent)
      hiddenBelow[parent] = group
    } else {
      group = add(.hidden(count: 0, distance: 0), depth: depth, parent: nil)
    }
    if case .hidden(let count, let distance) = nodes[group].subject {
      let generations = depth - nodes[group].depth + 1
      nodes[group].subject = .hidden(count: count + 1, distance: max(distance, generations))
    }
    return group
  }

  private mutating func add(
    _ subject: LineageNode.Subject, depth: Int, parent: Int?
  ) -> Int {
    nodes.append(LineageNode(subject, depth: depth, parent: parent))
    children.append([])
    if let parent { children[parent].append(nodes.count - 1) }
    return nodes.count - 1
  }
}
