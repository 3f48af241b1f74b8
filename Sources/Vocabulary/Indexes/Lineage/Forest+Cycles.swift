extension Forest {
  /// Finds the cycles among the nodes that no root reaches.
  ///
  /// Whoever follows the parents of such a node comes to a cycle: otherwise he would come to a root.
  static func cycles(keys: [Int64], parents: [Int32], roots: [Int32]) -> [Cycle] {
    let unplaced = roots.indices.filter { roots[$0] < 0 }
    guard !unplaced.isEmpty else { return [] }
    let unseen = -1
    let onTrail = -2
    var cycles: [Cycle] = []
    var cycleOf = [Int](repeating: unseen, count: keys.count)
    var isOnCycle = [Bool](repeating: false, count: keys.count)
    for start in unplaced where cycleOf[start] == unseen {
      var trail: [Int] = []
      var node = start
      while cycleOf[node] == unseen {
        cycleOf[node] = onTrail
        trail.append(node)
        node = Int(parents[node])
      }
      if cycleOf[node] == onTrail, let first = trail.firstIndex(of: node) {
        let loop = trail[first...]
        for member in loop { isOnCycle[member] = true }
        cycles.append(Cycle(path: fromSmallest(loop).map { keys[$0] }, below: []))
        for member in trail { cycleOf[member] = cycles.count - 1 }
      } else {
        let cycle = cycleOf[node]
        for member in trail { cycleOf[member] = cycle }
      }
    }
    for node in unplaced where !isOnCycle[node] { cycles[cycleOf[node]].below.append(keys[node]) }
    return cycles
  }

  /// The same loop, begun at its smallest member.
  private static func fromSmallest(_ loop: ArraySlice<Int>) -> [Int] {
    guard let smallest = loop.min(), let start = loop.firstIndex(of: smallest) else { return [] }
    return Array(loop[start...] + loop[..<start])
  }
}
