import CommunityRules
import Foundation
import Indexes
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Rollups
@testable import Statistics
@testable import Store

/// Trends against a power of two for every view, and against counting them anew.
struct TrendingTests {
  @Test(arguments: 0..<30)
  func `R20, R24, R28: what is trending is what weighing every view gives`(seed: Int) throws {
    try withTemporaryFolder { folder in
      var town = try InsightTown(in: folder, seed: seed)
      for reach in InsightTown.readers {
        for place in [nil, "c0", "c2"] {
          let weights = TrendWeights(halfLife: town.pick([7, 7, 1, 10, 30]))
          let until = town.pick([
            StatisticsRequest.allDays.upperBound, InsightTown.first.advanced(by: 70),
          ])
          let told = try town.village.store.read { transaction in
            try TrendingRecipes.read(
              of: place.map { CommunityID($0) }, until: until, weights: weights, limit: 100,
              within: reach, in: transaction)
          }
          try town.check(told, of: place, until, weights, reach)
        }
      }
    }
  }

  /// Views over most of a year, so that days come into the window and leave it.
  @Test(arguments: 0..<40)
  func `R27: trends that are kept equal those that are counted anew, whatever comes when`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var history = try History(in: folder, seed: 40_000 + seed)
      let village = history.village
      for _ in 0..<6 {
        let start = Day(number: 20_500 + Int32(history.number(0...250)))
        let events = (0..<history.number(1...30)).map { _ in
          ViewEvent(
            recipe: Int64(history.number(1...2)),
            viewer: history.chance(4) ? nil : Int64(history.number(1...4)),
            at: start.start.advanced(byMilliseconds: Int64(history.number(0...20 * 86_400_000))),
            agent: history.chance(5) ? .crawler : .person)
        }
        try village.add(events: events)
        if history.chance(3) { try village.anonymize("ann") }
        if history.chance(3) {
          // What was a view turns out to be a robot's: the last days may hold no view any more.
          try village.add(
            events: village.events().suffix(5).map {
              ViewEvent(recipe: $0.recipe, viewer: $0.viewer, at: $0.at, agent: .script)
            })
        }
        if history.chance(4) {
          try village.setZone(history.pick(History.zones), of: "c0")
        }
        _ = try history.rollUp()
      }
      try village.rollUp()
      let kept = try village.dump()
      #expect(try village.reconcile().isProved)
      try village.rollUp(rebuild: true, batchEvents: 15)
      #expect(try village.dump() == kept)
    }
  }

  @Test func `what is kept is told without counting a day again`() throws {
    try CountingTests.village { village in
      try village.load([
        LogLine("soup", "bob", "2026-11-10T10:00:00Z"),
        LogLine("soup", "ann", "2026-11-03T10:00:00Z"),
      ])
      try village.rollUp()
      // Beyond the days whose views are listed.
      try village.load([LogLine("soup", "ann", "2026-10-13T10:00:00Z")])
      try village.rollUp()
      try village.run("UPDATE rollup_day SET payload = zeroblob(20) WHERE day = 20739")
      func told(_ halfLife: Int) throws -> TrendingRecipes? {
        try village.store.read { transaction in
          try TrendingRecipes.read(
            weights: TrendWeights(halfLife: halfLife), within: .installation, in: transaction)
        }
      }
      let kept = try #require(try told(7))
      #expect(kept.asOf == Day(number: 20_767) && kept.recipes.map(\.score) == [156])
      #expect(kept.recipes.map(\.views) == [1] && kept.recipes.map(\.viewsBefore) == [1])
      #expect(throws: DamagedRollup(day: Day(number: 20_739))) { try told(8) }
    }
  }

  @Test func `R27: trends that say something else than the events are named`() throws {
    try CountingTests.village { village in
      try village.load([LogLine("soup", "bob", "2026-11-10T10:00:00Z")])
      try village.rollUp()
      for change in ["block = block + 1", "payload = zeroblob(9)"] {
        try village.run("UPDATE rollup_trend SET \(change)")
        let proof = try village.reconcile()
        #expect(proof.differenceCount == 1 && proof.exitCode == .failed)
        let difference = try #require(proof.differences.first)
        let place = CalendarPlace(community: CommunityKey(1), zone: "UTC")
        #expect(difference.subject == .trend(of: 1, in: place) && difference.told == nil)
        try village.rollUp(rebuild: true)
        #expect(try village.reconcile().isProved)
      }
    }
  }
}

extension InsightTown {
  fileprivate func check(
    _ told: TrendingRecipes?, of place: String?, _ until: Day, _ weights: TrendWeights,
    _ reach: Reach
  ) throws {
    if let place, !reach.contains(CommunityID(place)) {
      #expect(told == nil)
      return
    }
    let told = try #require(told)
    let clock = place.flatMap { zones[$0] } ?? shared
    let known = recipes.filter {
      $0.community != nil && sees($0, reach) && (place == nil || place == $0.community)
    }
    let days = views(of: known, during: Day(number: 0)...until, by: clock).map {
      (recipe: $0.recipe, day: clock.day(of: $0.at))
    }
    #expect(told.zone == clock.name && told.halfLife == weights.halfLife && !told.isBehind)
    #expect(told.asOf == days.map(\.day).max())
    guard let asOf = told.asOf else {
      #expect(told.recipes.isEmpty)
      return
    }
    let window = weights.window(of: weights.block(of: asOf))
    var scores: [String: Double] = [:]
    for (recipe, day) in days where !self.recipe(recipe).isDeleted && window.contains(day) {
      let age = Double(asOf.number - day.number) / Double(weights.halfLife)
      scores[self.recipe(recipe).id, default: 0] += pow(0.5, age) * 100
    }
    #expect(told.recipes.map(\.score) == told.recipes.map(\.score).sorted(by: >))
    for recipe in told.recipes {
      let found = scores.removeValue(forKey: recipe.id.text)
      let score = try #require(found)
      #expect(abs(Double(recipe.score) + 0.5 - score) < 0.6)
      func views(_ first: Int, _ last: Int) -> Int {
        days.count { view in
          self.recipe(view.recipe).id == recipe.id.text
            && (asOf.advanced(by: -first)...asOf.advanced(by: -last)).contains(view.day)
        }
      }
      #expect(recipe.views == views(weights.halfLife - 1, 0))
      #expect(recipe.viewsBefore == views(2 * weights.halfLife - 1, weights.halfLife))
      #expect(
        recipe.community
          == self.recipes.first { $0.id == recipe.id.text }?.community.map { "The \($0)" })
    }
    // What is left out weighs less than a hundredth of a view.
    #expect(scores.values.allSatisfy { $0 < 1.1 })
  }
}
