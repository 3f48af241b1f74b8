extension Forest {
  /// Where a node stands; nil for a key that is no node, or is in or below a cycle.
  public func placement(of key: Int64) -> Placement? {
    position(of: key).flatMap(placement(at:))
  }

  /// Where the node at a position of `keys` stands; nil when it is in or below a cycle.
  public func placement(at position: Int) -> Placement? {
    guard numbers.roots[position] >= 0 else { return nil }
    let root = Int(numbers.roots[position])
    let parent = Int(parents[position])
    let depth = Int(numbers.depths[position])
    let pre = Int(numbers.ranks[position] - numbers.ranks[root])
    return Placement(
      node: keys[position], parent: parent < 0 ? nil : keys[parent], root: keys[root],
      depth: depth, pre: pre, post: pre - depth + Int(numbers.sizes[position]) - 1)
  }

  /// Whether one node is a proper ancestor of another; false for keys without a placement.
  public func isAncestor(_ ancestor: Int64, of key: Int64) -> Bool {
    guard let above = position(of: ancestor), let below = position(of: key), above != below
    else { return false }
    return subtree(of: above, contains: below)
  }

  /// The descendants in pre-order, without the node; empty for a key without a placement.
  public func descendants(of key: Int64) -> [Int64] {
    guard let position = position(of: key) else { return [] }
    let first = Int(numbers.ranks[position])
    return numbers.preorder[(first + 1)..<(first + Int(numbers.sizes[position]))]
      .map { keys[Int($0)] }
  }

  /// The node, its parent, and so on to the root; empty for a key without a placement.
  public func pathToRoot(from key: Int64) -> [Int64] {
    guard let start = position(of: key) else { return [] }
    return sequence(first: start) { position in
      let parent = Int(parents[position])
      return parent < 0 ? nil : parent
    }.map { keys[$0] }
  }

  /// The deepest node whose subtree holds both; one of them when it is above the other.
  ///
  /// Nil when they stand in different trees, or one has no placement. Takes steps logarithmic in
  /// the depth.
  public func lowestCommonAncestor(of first: Int64, and second: Int64) -> Int64? {
    guard let first = position(of: first), let second = position(of: second) else { return nil }
    return lowestCommonAncestor(of: first, and: second).map { keys[$0] }
  }

  /// The edges on the way between two nodes; nil when no way leads from one to the other.
  public func distance(from first: Int64, to second: Int64) -> Int? {
    guard let first = position(of: first), let second = position(of: second),
      let meeting = lowestCommonAncestor(of: first, and: second)
    else { return nil }
    let depths = numbers.depths
    return Int(depths[first] + depths[second] - 2 * depths[meeting])
  }

  /// The position of a node that has a placement.
  func position(of key: Int64) -> Int? {
    guard let position = nodes.position(of: key), numbers.roots[position] >= 0 else { return nil }
    return position
  }

  func lowestCommonAncestor(of first: Int, and second: Int) -> Int? {
    guard numbers.roots[first] == numbers.roots[second] else { return nil }
    var node = first
    while !subtree(of: node, contains: second) {
      let jump = Int(numbers.jumps[node])
      node = subtree(of: jump, contains: second) ? Int(parents[node]) : jump
    }
    return node
  }

  private func subtree(of above: Int, contains below: Int) -> Bool {
    let first = numbers.ranks[above]
    return (first..<(first + numbers.sizes[above])).contains(numbers.ranks[below])
  }
}
