/// The numbers of a forest's nodes, by position; -1 for nodes in or below cycles.
struct ForestNumbers: Sendable {
  private(set) var roots: [Int32]
  private(set) var depths: [Int32]
  /// An ancestor some way up, so that climbing takes steps logarithmic in the depth.
  ///
  /// After Myers, "An applicative random-access stack" (1983): each node keeps one pointer whose
  /// length follows the skew binary numbers.
  private(set) var jumps: [Int32]
  /// How many nodes its subtree has, the node included.
  private(set) var sizes: [Int32]
  /// Place in the pre-order of the whole forest, trees in ascending order of their roots.
  private(set) var ranks: [Int32]
  /// The inverse of `ranks`: positions in pre-order; nodes in or below cycles are left out.
  private(set) var preorder: [Int32]

  /// Takes the parent's position of each node, -1 for roots.
  init(parents: [Int32]) {
    let count = parents.count
    roots = [Int32](repeating: -1, count: count)
    depths = roots
    jumps = roots
    ranks = roots
    sizes = [Int32](repeating: 1, count: count)
    preorder = []
    let children = Children(of: parents)
    let byLevel = numberDownwards(parents: parents, children: children)
    for node in byLevel.reversed() where parents[Int(node)] >= 0 {
      sizes[Int(parents[Int(node)])] += sizes[Int(node)]
    }
    rank(byLevel, children: children)
  }

  /// Gives roots, depths and jumps from the roots down; returns the nodes reached, parents first.
  private mutating func numberDownwards(parents: [Int32], children: Children) -> [Int32] {
    var reached: [Int32] = []
    reached.reserveCapacity(parents.count)
    for (position, parent) in parents.enumerated() where parent < 0 {
      roots[position] = Int32(position)
      depths[position] = 0
      jumps[position] = Int32(position)
      reached.append(Int32(position))
    }
    var next = 0
    while next < reached.count {
      let node = Int(reached[next])
      let jump = Int(jumps[node])
      let jumpOfJump = Int(jumps[jump])
      let isBalanced = depths[node] - depths[jump] == depths[jump] - depths[jumpOfJump]
      for index in children.indices(of: node) {
        let child = children.all[index]
        roots[Int(child)] = roots[node]
        depths[Int(child)] = depths[node] + 1
        jumps[Int(child)] = isBalanced ? Int32(jumpOfJump) : Int32(node)
        reached.append(child)
      }
      next += 1
    }
    return reached
  }

  /// Gives ranks: a node comes before its children, and each child after its elders' subtrees.
  private mutating func rank(_ byLevel: [Int32], children: Children) {
    preorder = [Int32](repeating: -1, count: byLevel.count)
    var nextTree: Int32 = 0
    for node in byLevel {
      let position = Int(node)
      if depths[position] == 0 {
        ranks[position] = nextTree
        nextTree += sizes[position]
      }
      preorder[Int(ranks[position])] = node
      var next = ranks[position] + 1
      for index in children.indices(of: position) {
        let child = children.all[index]
        ranks[Int(child)] = next
        next += sizes[Int(child)]
      }
    }
  }
}

/// The children of every node, ascending, in one array.
private struct Children {
  private var starts: [Int32]
  private(set) var all: [Int32]

  init(of parents: [Int32]) {
    starts = [Int32](repeating: 0, count: parents.count + 1)
    for parent in parents where parent >= 0 { starts[Int(parent) + 1] += 1 }
    for position in parents.indices { starts[position + 1] += starts[position] }
    all = [Int32](repeating: -1, count: Int(starts[parents.count]))
    var ends = starts
    for (position, parent) in parents.enumerated() where parent >= 0 {
      all[Int(ends[Int(parent)])] = Int32(position)
      ends[Int(parent)] += 1
    }
  }

  /// Where a node's children are in `all`.
  func indices(of position: Int) -> Range<Int> {
    Int(starts[position])..<Int(starts[position + 1])
  }
}
