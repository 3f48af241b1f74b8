import CommunityRules
import Indexes
import RecipeModel
import TestKit
import Testing

@testable import Statistics
@testable import Store

/// Creators against loops over all their recipes and what descends from each.
struct CreatorTests {
  @Test(arguments: 0..<40)
  func `R19, R25, R26: creators reach as far as walking over all their recipes tells it`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var town = try InsightTown(in: folder, seed: seed)
      for reach in InsightTown.readers {
        for place in [nil, "c0", "c2"] {
          let span = town.span()
          let limit = town.pick([1, 2, 10])
          let told = try town.village.store.read { transaction in
            try CreatorRanking.read(
              of: place.map { CommunityID($0) }, during: span, limit: limit, within: reach,
              in: transaction)
          }
          let expected = town.ranking(of: place, span, reach)
          #expect(
            told?.creators == expected.map { Array($0.prefix(limit)) },
            "\(place ?? "all") \(reach)")
        }
        for (place, user) in InsightTown.users.enumerated() {
          let span = town.span()
          let told = try town.village.store.read { transaction in
            try CreatorRanking.read(
              ofOnly: try #require(try transaction.user(UserKey(Int64(place + 1)))), during: span,
              within: reach, in: transaction)
          }
          #expect(told?.creators.first == town.reach(of: user, span, reach), "\(user) \(reach)")
        }
      }
    }
  }

  @Test func `R7: of communities beyond reach nothing is read for a ranking of creators`() throws {
    try CountingTests.village { village in
      try village.add(community: "west", members: ["ann"])
      try village.add(recipe: "stew", in: "west")
      try village.load([
        LogLine("soup", "bob", "2026-11-10T10:00:00Z"),
        LogLine("stew", "ann", "2026-11-10T10:00:00Z"),
      ])
      try village.rollUp()
      try village.run(
        """
        UPDATE rollup_day SET payload = zeroblob(9)
         WHERE calendar_id IN (SELECT id FROM rollup_calendar WHERE community_id = 3)
        """)
      try village.store.read { transaction in
        #expect(throws: DamagedRollup.self) {
          try CreatorRanking.read(within: .installation, in: transaction)
        }
        let told = try CreatorRanking.read(
          within: .person(UserID("bob"), communities: [CommunityID("north")]), in: transaction)
        #expect(told?.creators.map(\.views) == [1])
      }
    }
  }

  @Test func `R20, R25: a bare node is named in no ranking, and what was viewed of it stays`()
    throws
  {
    try CountingTests.village { village in
      try village.load([LogLine("soup", "bob", "2026-11-10T10:00:00Z")])
      try village.rollUp()
      func views() throws -> [Int] {
        try village.store.read { transaction in
          let all = try RecipeSelection.installation(in: transaction)
          let numbers = try SubjectNumbers(of: all, during: StatisticsRequest(), in: transaction)
          let creators = try CreatorRanking.read(within: .installation, in: transaction)
          return [numbers.totals.views.views] + (creators?.creators.map(\.views) ?? [])
        }
      }
      let before = try views()
      try village.delete(recipe: "soup")
      try village.purge(recipe: "soup")
      #expect(try views() == before)
      try village.store.read { transaction in
        let trending = try TrendingRecipes.read(within: .installation, in: transaction)
        let top = try RankedRecipe.top(
          10, of: .installation(in: transaction), during: StatisticsRequest.allDays,
          within: .installation, in: transaction)
        #expect(trending?.recipes == [] && !top.contains { $0.views > 0 })
      }
    }
  }

  @Test func `R25: whose recipes were all taken back with their import is in no ranking`() throws {
    try CountingTests.village { village in
      try village.add(recipe: "stew", in: "north", by: "bob")
      try village.load([LogLine("stew", "ann", "2026-11-10T10:00:00Z")])
      try village.rollUp()
      func ranked() throws -> [String] {
        try village.store.read { transaction in
          try CreatorRanking.read(within: .installation, in: transaction)?
            .creators.map(\.username) ?? []
        }
      }
      #expect(try ranked() == ["bob", "ann"])
      try village.delete(recipe: "stew")
      try village.purge(recipe: "stew")
      // Deleted by somebody, it was made nevertheless.
      #expect(try ranked() == ["bob", "ann"])
      try village.run("UPDATE deletion SET kind = 'undo'")
      #expect(try ranked() == ["ann"])
    }
  }

  @Test func `R23: who was erased is in no ranking`() throws {
    try CountingTests.village { village in
      try village.run(
        "UPDATE user SET deleted_at = 1, erased_at = 1, email = '' WHERE public_id = 'ann'")
      let told = try village.store.read { transaction in
        try CreatorRanking.read(within: .installation, in: transaction)
      }
      #expect(told?.creators == [])
    }
  }
}

extension InsightTown {
  /// What is told of somebody who is asked for by name.
  fileprivate func reach(of user: String, _ span: StatisticsRequest, _ reach: Reach)
    -> CreatorReach?
  {
    let own = recipes.filter { $0.creator == user && $0.community != nil && sees($0, reach) }
    if own.isEmpty, case .person(let reader, _) = reach, reader.text != user { return nil }
    return told(of: user, own, span, reach)
  }

  fileprivate func ranking(
    of place: String?, _ span: StatisticsRequest, _ reach: Reach
  ) -> [CreatorReach]? {
    if let place, !reach.contains(CommunityID(place)) { return nil }
    return InsightTown.users.compactMap { user -> CreatorReach? in
      let own = recipes.filter {
        $0.creator == user && $0.community != nil && sees($0, reach)
          && (place == nil || place == $0.community)
      }
      return own.isEmpty ? nil : told(of: user, own, span, reach)
    }.sorted { first, second in
      // Users are made in the order of their names.
      let one = (first.familyViews, first.forks, first.recipes)
      let other = (second.familyViews, second.forks, second.recipes)
      return one == other ? first.username < second.username : one > other
    }
  }

  private func told(
    of user: String, _ own: [Recipe], _ span: StatisticsRequest, _ reach: Reach
  ) -> CreatorReach {
    let keys = Set(own.flatMap { family(of: $0.key) }.map(\.key))
    let families = recipes.filter { keys.contains($0.key) }
    let visible = families.filter { sees($0, reach) }
    let living = visible.filter { !$0.isDeleted && $0.community != nil }
    let forks = own.flatMap { children(of: $0.key) }.filter {
      $0.isFork && $0.creator != user && span.days.contains(shared.day(of: $0.createdAt))
    }
    func viewers(_ recipes: [Recipe]) -> UniqueCount {
      UniqueCount(
        Set(views(of: recipes, during: span.days, by: shared).compactMap(\.viewer)).count)
    }
    return CreatorReach(
      creator: UserID(user), username: user, recipes: own.count { !$0.isDeleted },
      communities: Set(living.map(\.community)).count,
      descendants: living.count { $0.creator != user }, forks: forks.count,
      views: views(of: own, during: span.days, by: shared).count, viewers: viewers(own),
      familyViews: views(
        of: families.filter { sees($0, reach) || $0.community != nil }, during: span.days,
        by: shared
      ).count,
      familyViewers: viewers(visible))
  }
}
