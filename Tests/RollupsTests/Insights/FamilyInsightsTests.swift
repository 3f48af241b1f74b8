import CommunityRules
import Indexes
import RecipeModel
import TestKit
import Testing

@testable import Statistics
@testable import Store

/// Families against a walk over every recipe for every number.
struct FamilyInsightsTests {
  @Test(arguments: 0..<40)
  func `R18, R19, R26: a family is told as walking over all its recipes tells it`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var town = try InsightTown(in: folder, seed: seed)
      for recipe in town.recipes {
        let reach = town.pick(InsightTown.readers)
        let extent = town.pick(FamilyInsights.Extent.allCases)
        let span = town.span(by: town.pick([.day, .week, .month, .year, .hour]))
        let told = try town.village.store.read { transaction in
          try FamilyInsights.read(
            of: RecipeID(recipe.id), extent: extent, during: span, listed: 100, within: reach,
            in: transaction)
        }
        #expect(told == town.insights(recipe, extent, span, reach), "\(recipe.id) \(reach)")
      }
    }
  }

  @Test func `R19: a person is told of a family elsewhere by count, distance and views alone`()
    throws
  {
    try CountingTests.village { village in
      try village.load([
        LogLine("soup", "bob", "2026-11-10T10:00:00Z"),
        LogLine("soup-south", "ann", "2026-11-10T10:00:00Z"),
        LogLine("soup-thick", "ann", "2026-11-12T10:00:00Z"),
      ])
      try village.rollUp()
      let north = Reach.person(UserID("bob"), communities: [CommunityID("north")])
      let told = try #require(
        try village.store.read { transaction in
          try FamilyInsights.read(of: RecipeID("soup"), within: north, in: transaction)
        })
      #expect(told.recipes == 1 && told.communities == 1 && told.depth == 2)
      #expect(told.generations.map(\.depth) == [0] && told.views == 1 && told.viewers == 1)
      #expect(told.beyond == FamilyBeyondReach(recipes: 2, distance: 2, views: 2))
      #expect(told.members.map(\.lineViews) == [3] && told.members.map(\.lineViewers) == [1])
      #expect(told.outgrowths.isEmpty && told.millisecondsToFirstFork == 338_400_000)
      // The whole tree from below: the root stays a distance.
      let south = Reach.person(UserID("cid"), communities: [CommunityID("south")])
      let whole = try #require(
        try village.store.read { transaction in
          try FamilyInsights.read(
            of: RecipeID("soup-thick"), extent: .whole, within: south, in: transaction)
        })
      #expect(whole.generation == 2 && whole.generations.map(\.depth) == [1, 2])
      #expect(whole.beyond == FamilyBeyondReach(recipes: 1, distance: 0, views: 1))
    }
  }

  @Test func `R27: a late event moves the day on which a fork outgrew its origin`() throws {
    try CountingTests.village { village in
      func outgrowths() throws -> [String] {
        try village.rollUp()
        let told = try village.store.read { transaction in
          try FamilyInsights.read(of: RecipeID("soup"), within: .installation, in: transaction)
        }
        return (told?.outgrowths ?? []).map {
          "\($0.fork) \($0.day) \($0.viewsThen.fork):\($0.viewsThen.origin) \($0.isAhead)"
        }
      }
      try village.load([
        LogLine("soup", "bob", "2026-11-01T10:00:00Z"),
        LogLine("soup-south", "bob", "2026-11-08T10:00:00Z"),
        LogLine("soup-south", "ann", "2026-11-09T10:00:00Z"),
      ])
      #expect(try outgrowths() == ["soup-south 2026-11-09 2:1 true"])
      try village.load([LogLine("soup-south", "ann", "2026-11-07T10:00:00Z")])
      #expect(try outgrowths() == ["soup-south 2026-11-08 2:1 true"])
      try village.load([
        LogLine("soup", "bob", "2026-11-20T10:00:00Z"),
        LogLine("soup", "ann", "2026-11-20T10:00:00Z"),
      ])
      #expect(try outgrowths() == ["soup-south 2026-11-08 2:1 false"])
      try village.load([LogLine("soup", nil, "2026-11-02T10:00:00Z")])
      #expect(try outgrowths() == ["soup-south 2026-11-09 3:2 false"])
    }
  }

  @Test(arguments: [true, false])
  func `a family of ten thousand is told at once, whatever its shape`(isChain: Bool) throws {
    try withTemporaryFolder { folder in
      let village = try Installation(in: folder)
      try village.add(user: "ann")
      try village.add(community: "c0", members: ["ann"])
      try village.add(recipe: "r1", in: "c0")
      let origin = isChain ? "n.value - 1" : "1"
      try village.run(
        """
        INSERT INTO recipe (public_id, body_id, creator_id, community_id, origin_id, origin_kind,
            created_at, updated_at, change)
          WITH RECURSIVE n (value) AS (SELECT 2 UNION ALL SELECT value + 1 FROM n LIMIT 9999)
          SELECT 'r' || n.value, 1, 1, 1, \(origin), 'variant', n.value * 1000, 0, 1 FROM n
        """)
      try village.load([
        LogLine("r9999", "ann", "2026-11-09T10:00:00Z"),
        LogLine("r10000", "ann", "2026-11-09T10:00:00Z"),
      ])
      try village.rollUp()
      let told = try #require(
        try village.store.read { transaction in
          try FamilyInsights.read(of: RecipeID("r1"), within: .installation, in: transaction)
        })
      #expect(told.recipes == 10_000 && told.depth == (isChain ? 9999 : 1))
      #expect(told.views == 2 && told.viewers == 1)
      #expect(told.generations.count == (isChain ? 10_000 : 2))
      #expect(told.outgrowths.map(\.fork.text) == (isChain ? ["r9999"] : ["r9999", "r10000"]))
    }
  }
}

extension InsightTown {
  /// What is to be told of a recipe's family, number by number.
  fileprivate func insights(
    _ asked: Recipe, _ extent: FamilyInsights.Extent, _ span: StatisticsRequest, _ reach: Reach
  ) -> FamilyInsights? {
    guard sees(asked, reach), !asked.isDeleted else { return nil }
    let top = extent == .whole ? root(above: asked.key) : asked.key
    let family = family(of: top)
    func depth(_ recipe: Recipe) -> Int { distance(from: recipe.key, upTo: top) }
    func isRecipe(_ recipe: Recipe) -> Bool {
      recipe.key == top || recipe.kind != .personalCopy
    }
    let visible = family.filter { sees($0, reach) }
    let told = family.filter { sees($0, reach) || $0.community != nil }
    let living = visible.filter { isRecipe($0) && !$0.isDeleted }
    let elsewhere = family.filter { !sees($0, reach) && $0.community != nil }
    let livingElsewhere = elsewhere.filter { isRecipe($0) && !$0.isDeleted }
    let outgrowths = outgrowths(among: living, span)
    let firstForkAt = children(of: asked.key).filter(\.isFork).map(\.createdAt).min()
    return FamilyInsights(
      recipe: RecipeID(asked.id), title: "Dish \(asked.id)", extent: extent, zone: shared.name,
      createdAt: asked.createdAt, firstForkAt: firstForkAt, generation: depth(asked),
      recipes: living.count, copies: visible.count { !isRecipe($0) && !$0.isDeleted },
      communities: Set(living.compactMap(\.community)).count,
      depth: (living + livingElsewhere).map(depth).max() ?? 0,
      views: views(of: visible, during: span.days, by: shared).count,
      viewers: Set(views(of: visible, during: span.days, by: shared).compactMap(\.viewer)).count,
      generations: Set(visible.filter(isRecipe).map(depth)).sorted().map { generation in
        let those = visible.filter { isRecipe($0) && depth($0) == generation }
        let living = those.filter { !$0.isDeleted }
        return FamilyGeneration(
          depth: generation, made: those.count, living: living.count,
          communities: Set(living.compactMap(\.community)).count,
          views: views(of: those, during: span.days, by: shared).count)
      },
      forks: forks(of: visible, in: family, span),
      members: living.map { member in
        let line = self.family(of: member.key)
        return FamilyMemberViews(
          id: RecipeID(member.id), title: "Dish \(member.id)",
          community: member.community.map { "The \($0)" }, kind: member.kind,
          depth: depth(member),
          views: views(of: [member], during: span.days, by: shared).count,
          lineViews: views(
            of: line.filter { told.map(\.key).contains($0.key) }, during: span.days, by: shared
          ).count,
          lineViewers: Set(
            views(of: line.filter { sees($0, reach) }, during: span.days, by: shared)
              .compactMap(\.viewer)
          ).count)
      }.sorted { first, second in
        (second.lineViews, number(first.id)) < (first.lineViews, number(second.id))
      },
      outgrowths: outgrowths, outgrowthCount: outgrowths.count,
      beyond: elsewhere.isEmpty
        ? nil
        : FamilyBeyondReach(
          recipes: livingElsewhere.count, distance: livingElsewhere.map(depth).max() ?? 0,
          views: views(of: elsewhere, during: span.days, by: shared).count),
      isBehind: false)
  }

  private func number(_ id: RecipeID) -> Int { Int(id.text.dropFirst()) ?? 0 }

  private func forks(
    of visible: [Recipe], in family: [Recipe], _ span: StatisticsRequest
  ) -> [ForkPeriod] {
    var forks: [Period: Int] = [:]
    for fork in family where fork.isFork && visible.contains(where: { $0.key == fork.origin }) {
      let day = span.grain == .hour ? fork.createdAt.day : shared.day(of: fork.createdAt)
      guard span.days.contains(day) else { continue }
      let period =
        span.grain == .hour ? Period(hourOf: fork.createdAt) : span.grain.period(of: day)
      forks[period, default: 0] += 1
    }
    return forks.sorted { $0.key < $1.key }.map { ForkPeriod(period: $0.key, forks: $0.value) }
  }

  private func outgrowths(among living: [Recipe], _ span: StatisticsRequest) -> [ForkOutgrowth] {
    func total(_ recipe: Recipe, _ last: Day) -> Int {
      views(of: [recipe], during: Day(number: 0)...last, by: shared).count
    }
    return living.compactMap { fork -> (ForkOutgrowth, Int64)? in
      guard fork.isFork, let kind = fork.kind,
        let origin = living.first(where: { $0.key == fork.origin })
      else { return nil }
      let days = views(of: [fork], during: StatisticsRequest.allDays, by: shared)
        .map { shared.day(of: $0.at) }.filter { $0 <= span.days.upperBound }
      guard let day = days.sorted().first(where: { total(fork, $0) > total(origin, $0) }) else {
        return nil
      }
      let last = span.days.upperBound
      let outgrowth = ForkOutgrowth(
        fork: RecipeID(fork.id), forkTitle: "Dish \(fork.id)", origin: RecipeID(origin.id),
        originTitle: "Dish \(origin.id)", kind: kind, day: day,
        viewsThen: .init(fork: total(fork, day), origin: total(origin, day)),
        viewsNow: .init(fork: total(fork, last), origin: total(origin, last)))
      return (outgrowth, fork.key)
    }.sorted { ($1.0.viewsNow.fork, $0.1) < ($0.0.viewsNow.fork, $1.1) }.map(\.0)
  }
}
