import TestKit
import Testing

@testable import Indexes

struct SubtreeTests {
  @Test(arguments: 0..<60)
  func `numbers of subtrees are those of the nodes in them`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let forest = randomForest(using: &generator)
    let values = forest.keys.map { _ in Int.random(in: -9...9, using: &generator) }
    var marks: [NodeMark] = []
    var marked: [(place: Int, mark: Int64)] = []
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      let place = Int.random(in: forest.keys.indices, using: &generator)
      let mark = Int64.random(in: 0...5, using: &generator)
      guard let made = forest.mark(place, with: mark) else { continue }
      marks.append(made)
      marked.append((place, mark))
    }
    let distinct = forest.countDistinct(&marks)
    var (sums, maxima) = (values, values)
    forest.sumSubtrees(&sums)
    forest.maximizeSubtrees(&maxima)
    for place in forest.keys.indices {
      let family = obviousSubtree(of: place, in: forest)
      #expect(forest.subtree(at: place).map { Int($0) } == family)
      guard !family.isEmpty else {
        #expect(forest.depth(at: place) == nil && distinct[place] == 0)
        continue
      }
      #expect(sums[place] == family.reduce(0) { $0 + values[$1] })
      #expect(maxima[place] == family.map { values[$0] }.max())
      let found = Set(marked.filter { family.contains($0.place) }.map(\.mark))
      #expect(distinct[place] == found.count)
      #expect(forest.depth(at: place) == forest.pathToRoot(from: forest.keys[place]).count - 1)
      #expect(
        forest.parentPosition(of: place)
          == forest.pathToRoot(from: forest.keys[place]).dropFirst().first
          .flatMap { forest.placedPosition(of: $0) })
    }
  }

  @Test(arguments: 0..<40)
  func `the outermost of some nodes hold all of them, and none twice`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let forest = randomForest(using: &generator)
    let some = forest.keys.indices.filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
    let outermost = forest.outermost(of: some.shuffled(using: &generator))
    let held = outermost.flatMap { obviousSubtree(of: $0, in: forest) }
    #expect(Set(held).count == held.count)
    #expect(Set(held) == Set(some.flatMap { obviousSubtree(of: $0, in: forest) }))
  }

  /// The positions below a node in pre-order, found by asking each node for its way to the root.
  private func obviousSubtree(of place: Int, in forest: Forest) -> [Int] {
    guard forest.placement(at: place) != nil else { return [] }
    return forest.keys.indices.filter {
      forest.pathToRoot(from: forest.keys[$0]).contains(forest.keys[place])
    }.sorted { (forest.placement(at: $0)?.pre ?? 0) < (forest.placement(at: $1)?.pre ?? 0) }
  }
}
