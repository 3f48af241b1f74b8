import GRDB
import Indexes
import RecipeModel
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// Where the recipes of viewed days lie, looked up one by one or read all at once.
struct RecipeCommunitiesTests {
  private func town(_ body: (Installation) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let village = try Installation(in: folder)
      try village.add(user: "ann")
      for community in ["north", "south"] { try village.add(community: community) }
      for number in 0..<200 {
        try village.add(recipe: "r\(number)", in: ["north", "south", nil][number % 3])
      }
      try body(village)
    }
  }

  private func views(of recipes: some Sequence<Int>, on day: String) -> [LogLine] {
    recipes.map { LogLine("r\($0)", "ann", "2026-11-\(day)T10:00:00Z") }
  }

  @Test func `few recipes are looked up alone, many are read, and each lies where it lies`() throws
  {
    try town { village in
      // A sixteenth of 200 are 12.
      try village.load(views(of: 60..<68, on: "10") + views(of: 64..<72, on: "11"))
      try village.load(views(of: 72..<73, on: "12") + views(of: 0..<30, on: "13"))
      let segments = try village.segments()
      let days = segments.keys.sorted()
      try village.store.write { transaction in
        var communities = RecipeCommunities()
        for (day, readsAll) in zip(days, [false, false, true, false]) {
          var statements: [String] = []
          transaction.database.trace { event in
            if case .statement(let statement) = event { statements.append(statement.sql) }
          }
          try communities.read(ofEventsIn: [day: segments[day] ?? []], in: transaction)
          transaction.database.trace(nil)
          #expect(statements.contains { $0.contains("ix_recipe_community") } == readsAll, "\(day)")
          for event in try ViewSegment.decode(segments[day] ?? [], on: day) {
            let expected = try transaction.community(of: RecipeKey(event.recipe))?.value ?? 0
            #expect(communities.community(of: event.recipe) == Int(expected))
          }
        }
        #expect(communities.community(of: 1) == 1 && communities.community(of: 3) == 0)
        #expect(communities.community(of: 10_000) == 0)
      }
    }
  }

  @Test func `R27: days counted with few look-ups are those of a rebuild`() throws {
    try town { village in
      for (day, recipes) in [("10", 30..<38), ("11", 36..<40), ("10", 90..<94)] {
        try village.load(views(of: recipes, on: day), as: "\(day)-\(recipes).jsonl")
        try village.rollUp()
        let counted = try village.dump()
        #expect(!counted.isEmpty)
        try village.rollUp(rebuild: true)
        #expect(try village.dump() == counted)
        #expect(try village.reconcile().isProved)
      }
    }
  }
}
