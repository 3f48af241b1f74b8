// Numbers of whole subtrees, by position in `keys`. Each takes one walk, whatever the shape.

extension Forest {
  /// The position of a node in `keys`; nil when it has no placement.
  public func placedPosition(of key: Int64) -> Int? { position(of: key) }

  /// The position of the parent; nil for roots and for nodes without a placement.
  public func parentPosition(of position: Int) -> Int? {
    numbers.roots[position] < 0 || parents[position] < 0 ? nil : Int(parents[position])
  }

  /// Edges up to the root; nil for nodes without a placement.
  public func depth(at position: Int) -> Int? {
    numbers.depths[position] < 0 ? nil : Int(numbers.depths[position])
  }

  /// The positions of a node and all its descendants, in pre-order; none without a placement.
  public func subtree(at position: Int) -> ArraySlice<Int32> {
    guard numbers.roots[position] >= 0 else { return [] }
    let first = Int(numbers.ranks[position])
    return numbers.preorder[first..<first + Int(numbers.sizes[position])]
  }

  /// Those of some nodes that are below none of the others, in pre-order.
  ///
  /// Their subtrees hold all the nodes, and no node twice.
  public func outermost(of positions: [Int]) -> [Int] {
    var kept: [Int] = []
    var end: Int32 = 0
    let placed = positions.filter { numbers.roots[$0] >= 0 }
    for position in placed.sorted(by: { numbers.ranks[$0] < numbers.ranks[$1] })
    where numbers.ranks[position] >= end {
      kept.append(position)
      end = numbers.ranks[position] + numbers.sizes[position]
    }
    return kept
  }

  /// Gives every node the sum of its own value and those of its descendants.
  public func sumSubtrees(_ values: inout [Int]) { foldSubtrees(&values) { $0 += $1 } }

  /// Gives every node the largest of its own value and those of its descendants.
  public func maximizeSubtrees(_ values: inout [Int]) {
    foldSubtrees(&values) { $0 = max($0, $1) }
  }

  /// Joins what every node has to what its parent has, the last in pre-order first.
  private func foldSubtrees(_ values: inout [Int], _ join: (inout Int, Int) -> Void) {
    for node in numbers.preorder.reversed() where parents[Int(node)] >= 0 {
      join(&values[Int(parents[Int(node)])], values[Int(node)])
    }
  }

  /// Counts, for every node, the different marks that stand on it and on its descendants.
  ///
  /// Mapping a node to all its ancestors would explode on chains. Instead each mark is counted at
  /// every node that it stands on, and taken off where two of them meet: with the nodes of a mark
  /// in pre-order, that is the lowest common ancestor of each two neighbours. Sums over subtrees
  /// then hold every mark once. The cost is a sort and one climb for each mark.
  ///
  /// - Parameter marks: In any order; sorted afterwards, and those given twice left out.
  /// - Returns: By position in `keys`.
  public func countDistinct(_ marks: inout [NodeMark]) -> [Int] {
    sortAndUnify(&marks)
    var counts = [Int](repeating: 0, count: keys.count)
    var previous: NodeMark?
    for mark in marks {
      let position = Int(numbers.preorder[Int(mark.rank)])
      counts[position] += 1
      if let previous, previous.mark == mark.mark {
        let before = Int(numbers.preorder[Int(previous.rank)])
        if let meeting = lowestCommonAncestor(of: before, and: position) { counts[meeting] -= 1 }
      }
      previous = mark
    }
    sumSubtrees(&counts)
    return counts
  }

  /// Puts a mark on the node at a position; nil for a node without a placement.
  public func mark(_ position: Int, with mark: Int64) -> NodeMark? {
    let rank = numbers.ranks[position]
    return rank < 0 ? nil : NodeMark(mark: mark, rank: rank)
  }

  /// Sorts by mark and place, and leaves out what stands there twice.
  func sortAndUnify(_ marks: inout [NodeMark]) {
    let last = marks.reduce(0) { max($0, $1.mark) }
    radixSort(&marks, bits: significantBits(from: 0, to: Int64(numbers.preorder.count))) {
      UInt64($0.rank)
    }
    radixSort(&marks, bits: significantBits(from: 0, to: last)) { UInt64($0.mark) }
    var kept = 0
    for index in marks.indices where kept == 0 || marks[kept - 1] != marks[index] {
      marks[kept] = marks[index]
      kept += 1
    }
    marks.removeSubrange(kept...)
  }
}

/// Something that stands on a node of a forest, such as a viewer or a community.
public struct NodeMark: Sendable, Equatable {
  /// Not negative.
  let mark: Int64
  /// The node's place in the pre-order of the forest.
  let rank: Int32
}
