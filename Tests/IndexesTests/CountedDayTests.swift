import RecipeModel
import TestKit
import Testing

@testable import Indexes

struct CountedDayTests {
  @Test func `the bytes are the documented ones`() {
    let payload = CountedDay.payload(of: [
      view(3, 7), view(3, 300), view(3, 7), view(3, nil), view(3, 7, .repeat), view(3, nil, .robot),
      view(5, 2),
    ])
    // Two viewers, one view more, one anonymous, one of each dropped; then one viewer and no more.
    let bytes: [UInt8] = [1, 3, 23, 1, 1, 1, 1, 7, 0xA5, 2, 2, 8, 2]
    #expect(Array(payload.dropLast(4)) == bytes)
    #expect(CountedDay.payload(of: []).count == 5)
  }

  @Test(arguments: 0..<120)
  func `R26: what was packed are the counts and sets of viewers of each recipe`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let events = randomViews(isWide: seed.isMultiple(of: 2), using: &generator)
    let expected = obviousGroups(of: events)
    let payload = CountedDay.payload(of: events)
    let groups = try CountedDay.groups(in: payload)
    #expect(groups == expected)
    #expect(CountedDay.groups(of: sorted(events)) == expected)

    // Those of some recipes, as tallies that never unpack the others count them.
    let chosen = Set(expected.map(\.recipe).filter { _ in Bool.random(using: &generator) })
    let some = expected.filter { chosen.contains($0.recipe) }
    guard expected.allSatisfy({ $0.recipe < 1 << 20 && $0.viewers.allSatisfy { $0 < 1 << 20 } })
    else { return }
    let keys = KeySet(chosen)
    let ofSome = try CountedDay.groups(in: payload, of: keys)
    #expect(ofSome == some)
    var tally = ViewTally()
    try tally.add(payload, of: keys)
    #expect(tally.counts == sum(some))
    #expect(tally.viewers == UniqueCount(Set(some.flatMap(\.viewers)).count))
    var byRecipe = RecipeTally()
    try byRecipe.add(payload)
    try byRecipe.add(payload)
    for group in expected {
      #expect(byRecipe[group.recipe].events == group.counts.events * 2)
    }
    #expect(byRecipe.recipes.map(\.recipe) == expected.map(\.recipe))
    var groupTally = GroupTally([Array(chosen), [], expected.map(\.recipe)])
    try groupTally.add(payload)
    #expect(groupTally.counts == [sum(some), ViewCounts(), sum(expected)])
    #expect(groupTally.viewers[0] == tally.viewers)
    #expect(groupTally.viewers[2].value == Set(expected.flatMap(\.viewers)).count)
  }

  @Test(arguments: 0..<40)
  func `R27: the same events in another order, or packed recipe by recipe, give the same bytes`(
    seed: Int
  ) {
    var generator = SeededGenerator(seed: seed)
    let events = randomViews(isWide: false, using: &generator)
    let payload = CountedDay.payload(of: events)
    #expect(CountedDay.payload(of: events.shuffled(using: &generator)) == payload)
    var builder = CountedDayBuilder()
    for recipe in Set(events.map(\.recipe)).sorted() {
      builder.add(sorted(events.filter { $0.recipe == recipe })[...])
    }
    #expect(builder.payload == payload)
    #expect(builder.counts == sum(obviousGroups(of: events)))
    #expect(builder.recipes == obviousGroups(of: events).count)
  }

  @Test func `R26: a viewer of two recipes and days is one viewer of both`() throws {
    let first = CountedDay.payload(of: [view(1, 7), view(2, 7)])
    let second = CountedDay.payload(of: [view(2, 7), view(2, nil)])
    var tally = ViewTally()
    try tally.add(first)
    var other = ViewTally()
    try other.add(second)
    tally.add(other)
    #expect(tally.counts == ViewCounts(views: 4, anonymous: 1))
    #expect(tally.viewers == UniqueCount(1))
    tally.removeAll()
    #expect(tally.counts.isZero && tally.viewers == .zero)
  }

  @Test(arguments: 0..<8)
  func `every cut and every changed byte is found, by everything that reads`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let bytes = CountedDay.payload(of: randomViews(isWide: false, using: &generator))
    var damaged = bytes.indices.map { Array(bytes[..<$0]) }
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= UInt8.random(in: 1...255, using: &generator)
      damaged.append(changed)
    }
    damaged.append(bytes + [0])
    for payload in damaged {
      #expect(throws: CountedDayFault.self) { try CountedDay.groups(in: payload) }
      #expect(throws: CountedDayFault.self) { () throws in
        var tally = ViewTally()
        try tally.add(payload)
      }
      #expect(throws: CountedDayFault.self) { () throws in
        var tally = RecipeTally()
        try tally.add(payload)
      }
      #expect(throws: CountedDayFault.self) { () throws in
        var tally = GroupTally([[1, 2, 3]])
        try tally.add(payload)
      }
    }
  }

  @Test(arguments: 0..<300)
  func `bytes that are no counted day are refused, also with a checksum that fits`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var bytes = Array(
      CountedDay.payload(of: randomViews(isWide: false, using: &generator)).dropLast(4))
    // Long numbers, cut and changed ones: what a bug would write rather than a broken disk.
    for _ in 0..<Int.random(in: 1...3, using: &generator) where bytes.count > 1 {
      let place = Int.random(in: 1..<bytes.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[place] = .random(in: 0...255, using: &generator)
      case 1: bytes.insert(contentsOf: [UInt8](repeating: 0xFF, count: 9) + [1], at: place)
      default: bytes.removeSubrange(place...)
      }
    }
    let checksum = bytes.withUnsafeBytes { WordChecksum.checksum(of: $0) }
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: checksum >> UInt32(shift)))
    }
    // It ends: with groups, or with the one fault there is.
    let groups = try? CountedDay.groups(in: bytes)
    for group in groups ?? [] {
      #expect(group.viewers.allSatisfy { $0 > 0 && $0 < 1 << 48 })
      #expect(group.counts.views >= group.viewers.count)
    }
  }

  @Test func `sorting for packing sorts by recipe and viewer`() {
    for seed in 0..<40 {
      var generator = SeededGenerator(seed: seed)
      let events = randomViews(isWide: seed.isMultiple(of: 2), using: &generator)
      let expected = events.sorted { first, second in
        (first.recipe, first.viewerCode) < (second.recipe, second.viewerCode)
      }
      #expect(sorted(events).map(\.recipe) == expected.map(\.recipe))
      #expect(sorted(events).map(\.viewerCode) == expected.map(\.viewerCode))
      #expect(Set(sorted(events)) == Set(events))
    }
  }
}

extension CountedDay {
  fileprivate static func payload(of events: [JudgedView]) -> [UInt8] {
    var builder = CountedDayBuilder()
    builder.add(allOf: sorted(events))
    return builder.payload
  }
}

private func sorted(_ events: [JudgedView]) -> [JudgedView] {
  var events = events
  events.sortForPacking()
  return events
}

private func view(
  _ recipe: Int64, _ viewer: Int64?, _ verdict: ViewRules.Verdict = .view
) -> JudgedView {
  JudgedView(
    ViewEvent(recipe: recipe, viewer: viewer, at: Instant(milliseconds: 0)), verdict)
}

private func randomViews(
  isWide: Bool, using generator: inout SeededGenerator
) -> [JudgedView] {
  let stride: Int64 = isWide ? 0x0100_0000_0001 : 1
  return (0..<Int.random(in: 0...150, using: &generator)).map { _ in
    let viewer = Int64.random(in: 0...6, using: &generator)
    return view(
      .random(in: 1...12, using: &generator) * stride, viewer == 0 ? nil : viewer * stride,
      [.view, .view, .view, .repeat, .robot].randomElement(using: &generator) ?? .view)
  }
}

private func obviousGroups(of events: [JudgedView]) -> [CountedRecipe] {
  Dictionary(grouping: events, by: \.recipe).map { recipe, events in
    let views = events.filter { $0.verdict == .view }
    return CountedRecipe(
      recipe: recipe,
      counts: ViewCounts(
        views: views.count, anonymous: views.count { $0.viewerCode == 0 },
        repeats: events.count { $0.verdict == .repeat },
        robots: events.count { $0.verdict == .robot }),
      viewers: Set(views.map(\.viewerCode)).subtracting([0]).sorted())
  }.sorted { $0.recipe < $1.recipe }
}

private func sum(_ groups: [CountedRecipe]) -> ViewCounts {
  groups.reduce(into: ViewCounts()) { $0 += $1.counts }
}
