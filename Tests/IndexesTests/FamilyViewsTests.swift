import Indexes
import RecipeModel
import TestKit
import Testing

struct FamilyViewsTests {
  @Test(arguments: 0..<80)
  func `R26: family counts are what walking to every ancestor gives`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let count = Int64.random(in: 1...30, using: &generator)
    let edges = (0..<count).map { node in
      // Now and then a cycle, whose recipes have no family.
      Forest.Edge(
        node: node,
        parent: node == 0 || Int.random(in: 0..<6, using: &generator) == 0
          ? nil
          : Int.random(in: 0..<15, using: &generator) == 0
            ? .random(in: 0..<count, using: &generator)
            : .random(in: 0..<node, using: &generator))
    }
    let forest = Forest(edges)
    let views = randomViews(recipes: count + 2, stride: 1, using: &generator)
    #expect(FamilyViews.counts(of: views, in: forest) == obviousFamilies(of: views, in: forest))
  }

  @Test func `R26: families of a chain of a hundred thousand are counted at once`() {
    let last: Int64 = 99_999
    let forest = Forest((0...last).map { Forest.Edge(node: $0, parent: $0 == 0 ? nil : $0 - 1) })
    let views = (0...last).map { recipe in
      ViewEvent(recipe: recipe, viewer: recipe % 10 + 1, at: Instant(milliseconds: 0))
    }
    let counts = FamilyViews.counts(of: views, in: forest)
    #expect(counts.count == 100_000)
    #expect(counts.first == .init(recipe: 0, views: 100_000, viewers: 10, anonymous: 0))
    #expect(counts.last == .init(recipe: last, views: 1, viewers: 1, anonymous: 0))
  }
}

private func randomViews(
  recipes: Int64, stride: Int64, using generator: inout SeededGenerator
) -> [ViewEvent] {
  (0..<Int.random(in: 0...150, using: &generator)).map { _ in
    let viewer = Int64.random(in: 0...4, using: &generator)
    return ViewEvent(
      recipe: .random(in: 0..<recipes, using: &generator) * stride,
      viewer: viewer == 0 ? nil : viewer * stride,
      at: Instant(milliseconds: .random(in: -9_000_000_000...9_000_000_000, using: &generator)))
  }
}

private func obviousFamilies(of views: [ViewEvent], in forest: Forest) -> [FamilyViewCount] {
  forest.keys.compactMap { recipe in
    let family = Set([recipe] + forest.descendants(of: recipe))
    let own = views.filter {
      forest.placement(of: recipe) != nil && family.contains($0.recipe)
    }
    guard !own.isEmpty else { return nil }
    return FamilyViewCount(
      recipe: recipe, views: own.count, viewers: Set(own.compactMap(\.viewer)).count,
      anonymous: own.filter { $0.viewer == nil }.count)
  }
}
