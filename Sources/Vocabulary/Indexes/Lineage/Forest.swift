/// All trees of a lineage, numbered so that a subtree is a range.
///
/// Built from parent edges in any order, in time linear in their number and without recursion.
/// Every node of a tree has a root, a depth, and its place in pre-order and post-order, where
/// children come in ascending order of their keys. The numbers start at 0 in each tree: a forest
/// of some whole trees gives their nodes the same numbers as the forest of all trees, so that a
/// tree that changed can be numbered again alone.
///
/// What is wrong with the edges is told, not thrown: `cycles`, `orphans` and `contested`.
public struct Forest: Sendable {
  /// A node and its parent; a node without one is a root.
  public struct Edge: Sendable, Equatable {
    public var node: Int64
    public var parent: Int64?

    public init(node: Int64, parent: Int64?) {
      self.node = node
      self.parent = parent
    }
  }

  /// Where a node stands in its tree.
  public struct Placement: Sendable, Equatable {
    public var node: Int64
    /// Nil for a root, and for an orphan, which is treated as one.
    public var parent: Int64?
    public var root: Int64
    /// Edges up to the root; 0 for the root.
    public var depth: Int
    /// Place in pre-order within the tree, from 0.
    public var pre: Int
    /// Place in post-order within the tree, from 0.
    public var post: Int

    public init(node: Int64, parent: Int64?, root: Int64, depth: Int, pre: Int, post: Int) {
      self.node = node
      self.parent = parent
      self.root = root
      self.depth = depth
      self.pre = pre
      self.post = post
    }

    /// The pre-order numbers of the node and all its descendants.
    ///
    /// `post = pre - depth + size - 1`, so the three stored numbers are enough for a range scan.
    public var subtree: ClosedRange<Int> { pre...(post + depth) }
  }

  /// Nodes that are their own ancestors.
  public struct Cycle: Sendable, Equatable {
    /// The nodes on the cycle, the smallest key first, each followed by its parent; the parent of
    /// the last one is the first.
    public var path: [Int64]
    /// The nodes that descend from the cycle without being on it, ascending.
    public var below: [Int64]

    public init(path: [Int64], below: [Int64]) {
      self.path = path
      self.below = below
    }
  }

  /// The keys of all nodes, ascending, those in or below cycles included.
  public let keys: [Int64]
  /// The cycles, in ascending order of the smallest key in or below each.
  ///
  /// Their nodes have no placement.
  public let cycles: [Cycle]
  /// Edges to a parent that is not a node, ascending by node; their nodes are treated as roots.
  public let orphans: [Edge]
  /// Nodes that were given with more than one parent, ascending; the smallest parent was taken.
  public let contested: [Int64]

  // By position in `keys`; -1 for none.
  let nodes: NodeTable
  let parents: [Int32]
  let numbers: ForestNumbers

  /// Numbers the trees that the edges make; at most `Int32.max` of them.
  public init(_ edges: [Edge]) {
    precondition(edges.count <= Int(Int32.max), "positions are kept in 32 bits")
    var sorted = edges
    let contested = Forest.sortAndUnify(&sorted)
    let nodes = NodeTable(ascending: sorted.map(\.node))
    var orphans: [Edge] = []
    let parents = sorted.map { edge -> Int32 in
      guard let parent = edge.parent else { return -1 }
      if let position = nodes.position(of: parent) { return Int32(position) }
      orphans.append(edge)
      return -1
    }
    self.keys = nodes.keys
    self.nodes = nodes
    self.parents = parents
    self.contested = contested
    self.orphans = orphans
    numbers = ForestNumbers(parents: parents)
    cycles = Forest.cycles(keys: nodes.keys, parents: parents, roots: numbers.roots)
  }

  /// Sorts by node, and keeps one edge of each; gives the nodes that had several parents.
  private static func sortAndUnify(_ edges: inout [Edge]) -> [Int64] {
    let isAscending = zip(edges, edges.dropFirst()).allSatisfy { $0.node < $1.node }
    if isAscending { return [] }
    guard let first = edges.first else { return [] }
    var (lowest, highest) = (first.node, first.node)
    for edge in edges {
      lowest = min(lowest, edge.node)
      highest = max(highest, edge.node)
    }
    radixSort(&edges, bits: significantBits(from: lowest, to: highest)) {
      UInt64(bitPattern: $0.node &- lowest)
    }
    var contested: [Int64] = []
    var kept = 0
    for edge in edges.dropFirst() {
      if edge.node != edges[kept].node {
        kept += 1
        edges[kept] = edge
      } else if edge.parent != edges[kept].parent {
        if contested.last != edge.node { contested.append(edge.node) }
        // A stated parent wins over none, so that the result does not hang on the order.
        edges[kept].parent = min(edge.parent ?? .max, edges[kept].parent ?? .max)
      }
    }
    edges.removeSubrange((kept + 1)...)
    return contested
  }
}
