import Indexes
import PipelineCore
import RecipeModel
import TestKit
import Testing

@testable import Rollups
@testable import Store

struct ReconcileTests {
  @Test(arguments: [
    "UPDATE rollup_recipe_day SET views = views + 1 WHERE day = 20767",
    "UPDATE rollup_recipe_month SET viewers = viewers + 1 WHERE views > 0",
    "UPDATE rollup_family_day SET anonymous = anonymous + 1 WHERE day = 20767",
    "UPDATE rollup_family_month SET shares = shares + 1",
    "DELETE FROM rollup_community_day WHERE day = 20767",
    "INSERT INTO rollup_community_month VALUES (1, 24000, 1, 1, 0, 0, 0)",
  ])
  func `R27: a row that says something else is named, and the exit code says so`(
    sql: String
  ) throws {
    try CountingTests.village { village in
      try village.load([LogLine("soup", "bob", "2026-11-10T10:00:00Z")])
      try village.rollUp()
      let proof = try village.reconcile()
      #expect(proof.isProved && proof.exitCode == .done)
      try village.run(sql)
      let broken = try village.reconcile(heldEvents: 1)
      #expect(broken.differenceCount == 1 && broken.exitCode == .failed)
      let difference = try #require(broken.differences.first)
      #expect(sql.contains(difference.table.name))
    }
  }

  @Test func `R27: events that were not counted yet are named, and known to be behind`() throws {
    try CountingTests.village { village in
      try village.rollUp()
      try village.load([LogLine("soup", "bob", "2026-11-10T10:00:00Z")])
      let proof = try village.reconcile()
      #expect(proof.isBehind && proof.differenceCount == 6)
      let day = proof.differences.first { $0.table == RollupTable(.recipe, by: .day) }
      #expect(day?.stored == nil && day?.raw == RollupCounts(views: 1, viewers: 1))
    }
  }

  @Test func `R27: what differs is listed in one order, days before their month`() throws {
    try CountingTests.village { village in
      try village.rollUp()
      // On the first of a month a day and its month begin together.
      let recipes = ["soup-copy", "soup-thick", "soup", "soup-south"]
      try village.load(
        ["2026-11-10", "2026-11-01", "2026-10-31"].flatMap { day in
          recipes.map { LogLine($0, "bob", "\(day)T10:00:00Z") }
        })
      let differences = try village.reconcile().differences
      var expected: [String] = []
      for (month, days) in [
        ("2026-10-01", ["2026-10-31"]), ("2026-11-01", ["2026-11-01", "2026-11-10"]),
      ] {
        for (subject, keys) in [
          (RollupSubject.recipe, 1...4), (.family, 1...1), (.community, 1...2),
        ] {
          for day in days { expected += keys.map { "\(subject) day \(day) \($0)" } }
          expected += keys.map { "\(subject) month \(month) \($0)" }
        }
      }
      #expect(
        differences.map { "\($0.table.subject) \($0.table.grain) \($0.start) \($0.subject)" }
          == expected)
    }
  }

  @Test func `a damaged day is named and ends the run without half of a month`() throws {
    try CountingTests.village { village in
      try village.load([LogLine("soup", "bob", "2026-11-10T10:00:00Z")])
      try village.run("UPDATE view_segment SET payload = zeroblob(20)")
      let before = try village.dump()
      #expect(throws: ViewSegmentFault.self) { try village.rollUp() }
      #expect(try village.dump() == before)
      #expect(try !village.store.read { try $0.dirtyDays() }.isEmpty)
    }
  }
}
