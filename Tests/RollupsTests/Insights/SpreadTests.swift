import CommunityRules
import RecipeModel
import TestKit
import Testing

@testable import Statistics
@testable import Store

/// How recipes spread and tags travel, against loops over everything.
struct SpreadTests {
  @Test(arguments: 0..<40)
  func `R18, R19, R25: recipes spread as walking over their descendants tells it`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var town = try InsightTown(in: folder, seed: seed)
      for reach in InsightTown.readers {
        for place in [nil, "c0", "c2"] {
          let span = town.span()
          let told = try town.village.store.read { transaction in
            try RecipeSpreads.read(
              of: place.map { CommunityID($0) }, during: span, limit: 5, within: reach,
              in: transaction)
          }
          #expect(told == town.spreads(of: place, span, reach), "\(place ?? "all") \(reach)")
        }
      }
    }
  }

  @Test(arguments: 0..<40)
  func `R7, R10: tags travel as looking at every recipe tells it`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var town = try InsightTown(in: folder, seed: seed)
      for reach in InsightTown.readers {
        for place in [nil, "c0", "c2"] {
          let limit = town.pick([1, 2, 3, 10])
          let told = try town.village.store.read { transaction in
            try TravellingTags.read(
              of: place.map { CommunityID($0) }, limit: limit, within: reach, in: transaction)
          }
          let expected = town.tags(of: place, reach).map { tags in
            TravellingTags(tags: Array(tags.prefix(limit)))
          }
          #expect(told == expected, "\(place ?? "all") \(reach)")
        }
      }
    }
  }
}

extension InsightTown {
  fileprivate func isWithin(_ community: String, _ reach: Reach) -> Bool {
    reach.contains(CommunityID(community))
  }

  fileprivate func spreads(
    of place: String?, _ span: StatisticsRequest, _ reach: Reach
  ) -> RecipeSpreads? {
    if let place, !isWithin(place, reach) { return nil }
    let clock = place.flatMap { zones[$0] } ?? shared
    let ranked = recipes.compactMap { recipe -> (RecipeSpread, Int64)? in
      let forks = children(of: recipe.key).filter(\.isFork)
      guard let community = recipe.community, sees(recipe, reach), !recipe.isDeleted,
        place == nil || place == community, let first = forks.map(\.createdAt).min()
      else { return nil }
      let living = family(of: recipe.key).filter { !$0.isDeleted && $0.community != nil }
      let visible = living.filter { sees($0, reach) }
      let spread = RecipeSpread(
        id: RecipeID(recipe.id), title: "Dish \(recipe.id)", community: "The \(community)",
        communities: Set(visible.map(\.community)).count,
        depth: living.map { distance(from: $0.key, upTo: recipe.key) }.max() ?? 0,
        descendants: visible.count - 1, descendantsBeyondReach: living.count - visible.count,
        createdAt: recipe.createdAt, firstForkAt: first,
        forks: forks.count { span.days.contains(clock.day(of: $0.createdAt)) })
      return (spread, recipe.key)
    }.sorted { first, second in
      func rank(_ spread: RecipeSpread) -> (Int, Int, Int) {
        (
          spread.communities, spread.depth, spread.descendants + spread.descendantsBeyondReach
        )
      }
      return rank(first.0) == rank(second.0)
        ? first.1 < second.1 : rank(first.0) > rank(second.0)
    }
    return RecipeSpreads(zone: clock.name, recipes: ranked.prefix(5).map(\.0))
  }

  fileprivate func tags(of place: String?, _ reach: Reach) -> [TravellingTag]? {
    if let place, !isWithin(place, reach) { return nil }
    var tags: [TravellingTag] = []
    for name in Set(recipes.flatMap(\.tags)).sorted() {
      let carriers = recipes.filter {
        $0.tags.contains(name) && !$0.isDeleted && $0.community != nil && sees($0, reach)
      }
      let arrivals = Set(carriers.compactMap(\.community)).compactMap { community -> Arrival? in
        let those = carriers.filter { $0.community == community }
        guard let first = those.map(\.createdAt).min(), let clock = zones[community] else {
          return nil
        }
        return Arrival(
          first: first,
          told: TagArrival(
            community: CommunityID(community), slug: community, name: "The \(community)",
            firstDay: clock.day(of: first), recipes: those.count,
            shares: those.count { $0.kind == .share }))
      }.sorted { ($0.first, $0.told.slug) < ($1.first, $1.told.slug) }
      guard !arrivals.isEmpty, place == nil || arrivals.contains(where: { $0.told.slug == place })
      else { continue }
      tags.append(
        TravellingTag(
          name: name, recipes: carriers.count, shares: carriers.count { $0.kind == .share },
          arrivals: arrivals.map(\.told)))
    }
    return tags.sorted { first, second in
      let (one, other) = (
        (first.communities, first.shares, first.recipes),
        (second.communities, second.shares, second.recipes)
      )
      return one == other ? first.name < second.name : one > other
    }
  }

  private struct Arrival {
    var first: Instant
    var told: TagArrival
  }
}
