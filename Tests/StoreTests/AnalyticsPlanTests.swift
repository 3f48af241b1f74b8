import Foundation
import GRDB
import PipelineCore
import RecipeModel
import Synchronization
import TestKit
import Testing

@testable import Store

/// What SQLite does for the statements of views, rollups and statistics.
struct AnalyticsPlanTests {
  /// Tables that grow with recipes, users or events.
  private static let large = [
    "recipe", "user", "membership", "recipe_body", "recipe_tag", "tag", "view_segment",
    "rollup_recipe_day", "rollup_recipe_month", "rollup_family_day", "rollup_family_month",
    "rollup_community_day", "rollup_community_month", "r", "u", "m", "b", "rt", "d", "s",
  ]

  @Test func `no statement reads a large table whole`() throws {
    try withTemporaryFolder { folder in
      let store = try RecipeStore.create(
        at: folder.appending(path: "levain.db").path, surroundings: .fixed)
      try store.write { transaction in
        let statements = try statements(in: transaction)
        #expect(statements.count > 40)
        for sql in statements {
          let plan = try Row.fetchAll(
            transaction.database, sql: "EXPLAIN QUERY PLAN \(sql)"
          ).map { $0["detail"] as String }
          for step in plan where AnalyticsPlanTests.isWholeScan(step) {
            Issue.record("\(step): \(sql)")
          }
        }
      }
    }
  }

  private static func isWholeScan(_ step: String) -> Bool {
    let words = step.split(separator: " ")
    return words.first == "SCAN" && words.count > 1 && large.contains(String(words[1]))
  }

  /// The SQL of every statement that the queries run.
  private func statements(in transaction: WriteTransaction) throws -> Set<String> {
    let seen = SeenStatements()
    transaction.database.trace { event in
      if case .statement(let statement) = event { seen.insert(statement.expandedSQL) }
    }
    defer { transaction.database.trace(options: []) }
    try runEverything(in: transaction)
    let explainable = ["SELECT", "WITH", "INSERT", "UPDATE", "DELETE"]
    return seen.all.filter { sql in
      // The one statement that reads every recipe says so.
      explainable.contains { sql.hasPrefix($0) } && !sql.contains("NOT INDEXED")
        && !RollupTable.all.contains { sql == "DELETE FROM \($0.name)" }
    }
  }

  private func runEverything(in transaction: WriteTransaction) throws {
    let day = Day(number: 20_767)
    let (recipe, community) = (RecipeKey(1), CommunityKey(1))
    try transaction.storeViewSegment([1], events: 1, on: day)
    _ = try transaction.viewSegment(on: day)
    _ = try transaction.viewSegmentSizes()
    _ = try transaction.viewSegmentSizes(in: day...day)
    _ = try transaction.lastViewDay()
    _ = try transaction.recipeKey(publicID: [65])
    _ = try transaction.viewer(publicID: [65])
    try transaction.markDirty([day])
    _ = try transaction.dirtyDays()
    _ = try transaction.rollupsAreBehind()
    try transaction.clearDirty([day])
    _ = try transaction.rollupsAreBehind()
    _ = try transaction.uncountedOrigins()
    try transaction.moveRollupWatermark()
    try transaction.setViewWindow(minutes: 5)
    for table in RollupTable.all {
      try transaction.add(
        RollupRow(subject: 1, period: 1, counts: RollupCounts(views: 1)), to: table)
      _ = try transaction.rollup(table, of: 1, during: 0...9)
      try transaction.eachRollup(table, in: 1) { _ in }
      _ = try transaction.rollupPeriods(table)
      try transaction.clearRollup(table, in: 1)
    }
    try transaction.clearRollups()
    try transaction.eachOrigin { _ in }
    _ = try transaction.originsChanged(after: 1)
    _ = try transaction.hasOriginsChanged(after: 1)
    _ = try transaction.community(of: recipe)
    _ = try transaction.family(below: recipe)
    _ = try transaction.statisticsRecipe(RecipeID("r"))
    _ = try transaction.mostForkedRoot(in: community)
    _ = try transaction.communityProfile(CommunityID("c"))
    _ = try transaction.recipeKeys(in: community)
    _ = try transaction.topRecipes(of: community, during: day...day, limit: 5)
    _ = try transaction.familyViews(below: recipe, during: day...day)
    _ = try transaction.familyViews(below: recipe, during: day...day, readBy: UserID("u"))
    _ = try transaction.tagUsage(of: community, during: day...day, limit: 5)
    _ = try transaction.recipeCreations(in: community, during: day.start..<day.start)
    _ = try transaction.countedDays(of: community)
    _ = try transaction.lastViewedDay(of: community)
  }
}

/// The statements that a connection ran.
private final class SeenStatements: Sendable {
  private let statements = Mutex<Set<String>>([])
  func insert(_ sql: String) { statements.withLock { _ = $0.insert(sql) } }
  var all: Set<String> { statements.withLock { $0 } }
}
