import Indexes
import TestKit
import Testing

struct ForestTests {
  @Test func `R18: a family is numbered by its keys, whatever the order of its edges`() throws {
    let forest = Forest([
      edge(5, 2), edge(3, 1), edge(1, nil), edge(4, 2), edge(2, 1), edge(9, nil), edge(6, 4),
    ])
    let placements = forest.keys.indices.compactMap(forest.placement(at:))
    let expected: [Forest.Placement] = [
      place(1, parent: nil, root: 1, depth: 0, pre: 0, post: 5),
      place(2, parent: 1, root: 1, depth: 1, pre: 1, post: 3),
      place(3, parent: 1, root: 1, depth: 1, pre: 5, post: 4),
      place(4, parent: 2, root: 1, depth: 2, pre: 2, post: 1),
      place(5, parent: 2, root: 1, depth: 2, pre: 4, post: 2),
      place(6, parent: 4, root: 1, depth: 3, pre: 3, post: 0),
      place(9, parent: nil, root: 9, depth: 0, pre: 0, post: 0),
    ]
    #expect(placements == expected)
    #expect(forest.placement(of: 2)?.subtree == 1...4)
    #expect(forest.descendants(of: 2) == [4, 6, 5])
    #expect(forest.pathToRoot(from: 6) == [6, 4, 2, 1])
    #expect(forest.lowestCommonAncestor(of: 6, and: 5) == 2)
    #expect(forest.lowestCommonAncestor(of: 6, and: 9) == nil)
    #expect(forest.distance(from: 6, to: 3) == 4)
    #expect(forest.distance(from: 9, to: 3) == nil)
  }

  @Test func `a forest without nodes has nothing`() {
    let forest = Forest([])
    #expect(forest.keys.isEmpty && forest.cycles.isEmpty)
    #expect(forest.placement(of: 1) == nil)
    #expect(forest.descendants(of: 1) == [])
    #expect(forest.pathToRoot(from: 1) == [])
    #expect(!forest.isAncestor(1, of: 1))
  }

  @Test(arguments: 1...4)
  func `R18: every parent function over a few nodes answers as walking does`(count: Int) {
    // Each node's parent is none, any node (itself too), or a key that is not there.
    let choices = count + 2
    var combinations = 1
    for _ in 0..<count { combinations *= choices }
    for combination in 0..<combinations {
      var rest = combination
      let edges = (1...count).map { node in
        defer { rest /= choices }
        return edge(Int64(node), rest % choices == 0 ? nil : Int64(rest % choices))
      }
      expectAsWalked(edges)
    }
  }

  @Test(arguments: 0..<60)
  func `R18: a random forest answers as walking does`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...60, using: &generator)
    // Odd seeds take keys far apart, which are searched and not looked up in a table.
    let stride: Int64 = seed.isMultiple(of: 2) ? 1 : 0x0100_0000_0000_0001
    let keys = (0..<Int64(count)).map { ($0 - 20) &* stride }
    var edges = keys.enumerated().map { index, key in
      switch Int.random(in: 0..<20, using: &generator) {
      case 0: edge(key, nil)
      case 1 where seed.isMultiple(of: 3): edge(key, keys.randomElement(using: &generator))
      case 2: edge(key, 7_777_777)
      default: edge(key, index == 0 ? nil : keys[Int.random(in: 0..<index, using: &generator)])
      }
    }
    edges.shuffle(using: &generator)
    expectAsWalked(edges)
  }

  @Test(arguments: 0..<20)
  func `R18: numbering one tree alone gives the numbers of the whole forest`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var edges = (0..<200).map { node in
      let isRoot = node == 0 || Int.random(in: 0..<10, using: &generator) == 0
      return edge(
        Int64(node), isRoot ? nil : Int64.random(in: 0..<Int64(node), using: &generator))
    }
    edges.shuffle(using: &generator)
    let whole = Forest(edges)
    for root in whole.keys where whole.placement(of: root)?.depth == 0 {
      let tree = Forest(edges.filter { whole.placement(of: $0.node)?.root == root })
      for key in tree.keys { #expect(tree.placement(of: key) == whole.placement(of: key)) }
    }
  }

  @Test func `a chain of a hundred thousand neither recurses nor slows down`() {
    let last: Int64 = 99_999
    let forest = Forest((0...last).reversed().map { edge($0, $0 == 0 ? nil : $0 - 1) })
    #expect(forest.placement(of: last)?.depth == 99_999)
    #expect(forest.placement(of: last)?.post == 0)
    #expect(forest.placement(of: 0)?.subtree == 0...99_999)
    #expect(forest.descendants(of: 0).count == 99_999)
    #expect(forest.pathToRoot(from: last).count == 100_000)
    for key in stride(from: Int64(0), to: last, by: 7) {
      #expect(forest.lowestCommonAncestor(of: last, and: key) == key)
      #expect(forest.distance(from: last, to: key) == Int(last - key))
    }
  }

  @Test func `a star of a hundred thousand is numbered by key`() {
    let forest = Forest((0...100_000).shuffledBySeed(1).map { edge($0, $0 == 0 ? nil : 0) })
    #expect(forest.descendants(of: 0) == Array(1...100_000))
    #expect(forest.placement(of: 100_000)?.pre == 100_000)
    #expect(forest.placement(of: 0)?.post == 100_000)
    #expect(forest.distance(from: 1, to: 100_000) == 2)
  }

  @Test func `a cycle of a hundred thousand is told with its whole path`() {
    let forest = Forest((0..<100_000).map { edge($0, ($0 + 1) % 100_000) })
    #expect(forest.cycles == [.init(path: Array(0..<100_000), below: [])])
  }

  @Test func `a cycle is told with its path, and its descendants have no placement`() {
    let forest = Forest([
      edge(8, 4), edge(4, 6), edge(6, 4), edge(9, 8), edge(2, 2), edge(1, nil), edge(3, 1),
    ])
    #expect(
      forest.cycles == [.init(path: [2], below: []), .init(path: [4, 6], below: [8, 9])])
    #expect(forest.placement(of: 9) == nil && forest.placement(of: 4) == nil)
    #expect(forest.descendants(of: 4) == [] && forest.distance(from: 4, to: 6) == nil)
    #expect(forest.placement(of: 3)?.root == 1)
  }

  @Test func `a missing parent makes an orphan, which is treated as a root`() {
    let forest = Forest([edge(5, 99), edge(7, 5), edge(1, nil)])
    #expect(forest.orphans == [edge(5, 99)])
    #expect(forest.placement(of: 7)?.root == 5)
    #expect(forest.placement(of: 5)?.parent == nil)
  }

  @Test func `a node with two parents is told, and the order does not decide between them`() {
    let edges = [edge(3, 2), edge(1, nil), edge(3, 1), edge(2, nil), edge(2, nil), edge(2, 1)]
    for order in [edges, edges.reversed()] {
      let forest = Forest(order)
      #expect(forest.contested == [2, 3])
      #expect(forest.placement(of: 3)?.parent == 1 && forest.placement(of: 2)?.parent == 1)
    }
  }
}

private func edge(_ node: Int64, _ parent: Int64?) -> Forest.Edge {
  Forest.Edge(node: node, parent: parent)
}

private func place(
  _ node: Int64, parent: Int64?, root: Int64, depth: Int, pre: Int, post: Int
) -> Forest.Placement {
  Forest.Placement(node: node, parent: parent, root: root, depth: depth, pre: pre, post: post)
}

extension Sequence {
  fileprivate func shuffledBySeed(_ seed: Int) -> [Element] {
    var generator = SeededGenerator(seed: seed)
    return shuffled(using: &generator)
  }
}

/// Compares every answer with what walking from node to node finds.
private func expectAsWalked(_ edges: [Forest.Edge]) {
  let forest = Forest(edges)
  let walk = Walk(edges)
  #expect(forest.keys == walk.parents.keys.sorted())
  #expect(Set(forest.cycles.flatMap { $0.path + $0.below }) == walk.unrooted)
  for cycle in forest.cycles {
    #expect(cycle.path.min() == cycle.path.first)
    for (node, parent) in zip(cycle.path, cycle.path.dropFirst() + cycle.path.prefix(1)) {
      #expect(walk.parents[node] == parent)
    }
  }
  #expect(forest.orphans.map(\.node) == walk.orphans)
  let expected = walk.placements
  for key in forest.keys {
    #expect(forest.placement(of: key) == expected[key])
    #expect(forest.pathToRoot(from: key) == walk.path(key))
    for other in forest.keys {
      let path = walk.path(key)
      let otherPath = walk.path(other)
      #expect(forest.isAncestor(key, of: other) == otherPath.dropFirst().contains(key))
      let meeting = path.first(where: otherPath.contains)
      #expect(forest.lowestCommonAncestor(of: key, and: other) == meeting)
      let steps = meeting.flatMap { meeting in
        path.firstIndex(of: meeting).flatMap { up in
          otherPath.firstIndex(of: meeting).map { up + $0 }
        }
      }
      #expect(forest.distance(from: key, to: other) == steps)
    }
  }
}

/// The slow, obvious reference: follows parents one by one.
private struct Walk {
  var parents: [Int64: Int64?] = [:]
  var orphans: [Int64] = []
  var unrooted: Set<Int64> = []

  init(_ edges: [Forest.Edge]) {
    for edge in edges { parents[edge.node] = .some(edge.parent) }
    orphans = edges.filter { edge in edge.parent.map { parents[$0] == nil } ?? false }
      .map(\.node).sorted()
    for orphan in orphans { parents[orphan] = .some(nil) }
    unrooted = Set(parents.keys.filter { path($0).isEmpty })
  }

  /// From the node to its root; empty when the walk does not end.
  func path(_ key: Int64) -> [Int64] {
    var path = [key]
    var node = key
    while let next = parents[node], let parent = next {
      path.append(parent)
      node = parent
      if path.count > parents.count { return [] }
    }
    return path
  }

  var placements: [Int64: Forest.Placement] {
    var placements: [Int64: Forest.Placement] = [:]
    for root in parents.keys where path(root).count == 1 {
      var pre = 0
      var post = 0
      visit(root, depth: 0, root: root, pre: &pre, post: &post, into: &placements)
    }
    return placements
  }

  private func visit(
    _ node: Int64, depth: Int, root: Int64, pre: inout Int, post: inout Int,
    into placements: inout [Int64: Forest.Placement]
  ) {
    let own = pre
    pre += 1
    let children = parents.filter { $0.value == node && $0.key != node }.keys.sorted()
    for child in children {
      visit(child, depth: depth + 1, root: root, pre: &pre, post: &post, into: &placements)
    }
    placements[node] = .init(
      node: node, parent: parents[node].flatMap(\.self), root: root, depth: depth, pre: own,
      post: post)
    post += 1
  }
}
