import Indexes
import RecipeModel
import TestKit
import Testing

struct ViewRollupTests {
  @Test(arguments: 0..<60, ViewGrain.allCases)
  func `R26: groups are what dictionaries of sets give`(seed: Int, grain: ViewGrain) {
    var generator = SeededGenerator(seed: seed)
    // Odd seeds take keys too far apart to be packed.
    let stride: Int64 = seed.isMultiple(of: 2) ? 1 : 0x0200_0000_0000_0001
    let views = randomViews(recipes: 12, stride: stride, using: &generator)
    let subjects: [@Sendable (Int64) -> Int64?] = [
      { $0 }, { $0 / stride % 3 * stride }, { $0 / stride == 5 ? nil : -1 }, { _ in nil },
    ]
    for subject in subjects {
      #expect(
        ViewRollup.groups(of: views, by: grain, subject: subject)
          == obviousGroups(of: views, by: grain, subject: subject))
    }
  }

  @Test func `R26: a viewer of two recipes of a family is one viewer of the family`() throws {
    let day = try #require(Day("2026-11-30"))
    let next = try #require(Day("2026-12-01"))
    let views = [
      ViewEvent(recipe: 1, viewer: 7, at: day.start),
      ViewEvent(recipe: 2, viewer: 7, at: day.start),
      ViewEvent(recipe: 2, viewer: 7, at: next.start),
      ViewEvent(recipe: 2, viewer: nil, at: next.start),
    ]
    #expect(
      ViewRollup.groups(of: views, by: .day) { _ in 1 } == [
        ViewGroup(subject: 1, period: day.number, views: 2, viewers: 1, anonymous: 0),
        ViewGroup(subject: 1, period: next.number, views: 2, viewers: 1, anonymous: 1),
      ])
    #expect(
      ViewRollup.groups(of: views, by: .month) { _ in 1 }.map(\.period)
        == [day.month.number, next.month.number])
  }

  @Test(arguments: 0..<40)
  func `R27: rolling up twice, or in another order, gives the same`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let views = randomViews(recipes: 9, stride: 1, using: &generator)
    let groups = ViewRollup.groups(of: views, by: .day) { $0 }
    #expect(ViewRollup.groups(of: views.shuffled(using: &generator), by: .day) { $0 } == groups)
    #expect(groups.reduce(0) { $0 + $1.views } == views.count)
  }

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

private struct Place: Hashable {
  var subject: Int64
  var period: Int32
}

private func obviousGroups(
  of views: [ViewEvent], by grain: ViewGrain, subject: (Int64) -> Int64?
) -> [ViewGroup] {
  var byPlace: [Place: [ViewEvent]] = [:]
  for view in views {
    guard let subject = subject(view.recipe) else { continue }
    let period = grain == .day ? view.at.day.number : view.at.day.month.number
    byPlace[Place(subject: subject, period: period), default: []].append(view)
  }
  return byPlace.map { place, views in
    ViewGroup(
      subject: place.subject, period: place.period, views: views.count,
      viewers: Set(views.compactMap(\.viewer)).count,
      anonymous: views.filter { $0.viewer == nil }.count)
  }.sorted { ($0.subject, $0.period) < ($1.subject, $1.period) }
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
