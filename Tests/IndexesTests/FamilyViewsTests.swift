import TestKit
import Testing

@testable import Indexes

struct FamilyViewsTests {
  @Test(arguments: 0..<80)
  func `R26: family counts are what walking to every ancestor gives`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let forest = randomForest(using: &generator)
    let views = (0..<Int.random(in: 0...150, using: &generator)).map { _ in
      View(
        position: .random(in: forest.keys.indices, using: &generator),
        viewer: .random(in: 0...4, using: &generator))
    }
    // However little room there is for marks.
    for room in [1, 5, 1000] {
      var families = FamilyViews(in: forest, compactingAt: room)
      for view in views {
        families.add(views: 1, at: view.position)
        if view.viewer > 0 { families.add(viewer: view.viewer, at: view.position) }
      }
      #expect(
        families.direct
          == forest.keys.indices.map { place in
            views.count { $0.position == place }
          })
      #expect(families.counts() == obviousFamilies(of: views, in: forest))
    }
  }

  @Test func `R26: families of a chain of a hundred thousand are counted at once`() {
    let last: Int64 = 99_999
    let forest = Forest((0...last).map { Forest.Edge(node: $0, parent: $0 == 0 ? nil : $0 - 1) })
    var families = FamilyViews(in: forest)
    for recipe in 0...Int(last) {
      families.add(views: 1, at: recipe)
      families.add(viewer: Int64(recipe % 10 + 1), at: recipe)
    }
    let counts = families.counts()
    #expect(counts.count == 100_000)
    #expect(counts.first == FamilyViewCount(views: 100_000, viewers: 10))
    #expect(counts.last == FamilyViewCount(views: 1, viewers: 1))
  }
}

private struct View {
  var position: Int
  /// 0 for nobody known.
  var viewer: Int64
}

private func obviousFamilies(of views: [View], in forest: Forest) -> [FamilyViewCount] {
  forest.keys.enumerated().map { place, recipe in
    guard forest.placement(of: recipe) != nil else {
      return FamilyViewCount(views: views.count { $0.position == place }, viewers: 0)
    }
    let family = Set([recipe] + forest.descendants(of: recipe))
    let own = views.filter { family.contains(forest.keys[$0.position]) }
    return FamilyViewCount(
      views: own.count, viewers: Set(own.map(\.viewer).filter { $0 > 0 }).count)
  }
}

/// A forest with a cycle now and then, whose recipes have no family.
func randomForest(using generator: inout SeededGenerator) -> Forest {
  let count = Int64.random(in: 1...30, using: &generator)
  return Forest(
    (0..<count).map { node in
      Forest.Edge(
        node: node * 3,
        parent: node == 0 || Int.random(in: 0..<6, using: &generator) == 0
          ? nil
          : (Int.random(in: 0..<15, using: &generator) == 0
            ? Int64.random(in: 0..<count, using: &generator)
            : .random(in: 0..<node, using: &generator)) * 3)
    })
}
