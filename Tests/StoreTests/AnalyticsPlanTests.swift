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
    "recipe", "user", "membership", "recipe_body", "recipe_tag", "tag", "view_segment", "proposal",
    "activity", "lineage", "rollup_day", "target", "target_point", "quarantine", "q", "r", "u", "m",
    "b", "rt", "p", "d",
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
      // What reads a table or an index from end to end says so, or is asked for everything there is.
      explainable.contains { sql.hasPrefix($0) }
        && !["NOT INDEXED", "INDEXED BY", "(SELECT id FROM recipe)"].contains { sql.contains($0) }
        && !sql.hasSuffix("SELECT id FROM recipe") && sql != "DELETE FROM rollup_day"
        && sql != "DELETE FROM target_point"
    }
  }

  private func runTargets(
    of community: CommunityKey, on day: Day, in transaction: WriteTransaction
  ) throws {
    _ = try transaction.targets(of: community)
    _ = try transaction.lastTarget(of: community, .views, .weekly)
    _ = try transaction.communitiesWithTargets()
    _ = try transaction.targetPoints(of: TargetKey(1))
    try transaction.end(TargetKey(1), on: day, at: day.start)
    try transaction.removeTargetPoint(of: TargetKey(1), on: day)
    try transaction.removeTargets(of: community)
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
    _ = try transaction.viewers(named: FoldedName("a"))
    _ = try transaction.quarantinedOffsets(by: RunKey(1), archive: "a", member: "")
    _ = try transaction.replayedRecords(archive: "a", member: "", after: 0, limit: 1)
    _ = try transaction.idCounts()
    try transaction.eachRecipeID { _, _ in }
    try transaction.eachUserID { _, _ in }
    try countEverything(of: community, on: day, in: transaction)
    for scope: RecipeScope in [
      .community(community), .creator(UserKey(1)), .tag(TagKey(1), in: nil),
      .tag(TagKey(1), in: community), .recipes([recipe]), .everything,
    ] {
      _ = try transaction.recipeKeys(in: scope)
      _ = try transaction.communities(of: scope)
      try transaction.eachOccurrence(in: scope, during: day.start..<day.start) { _ in }
    }
    for place in [community, nil] {
      try transaction.eachAct(in: place, during: day.start..<day.start) { _, _ in }
    }
    _ = try transaction.everMembers(of: community)
    try runTargets(of: community, on: day, in: transaction)
    try transaction.eachOrigin { _ in }
    _ = try transaction.community(of: recipe)
    _ = try transaction.recipePlace(of: recipe)
    _ = try transaction.largestFamilies(5)
    _ = try transaction.mostUsedTags(5)
    _ = try transaction.busiestCreators(5)
    _ = try transaction.family(below: recipe)
    _ = try transaction.statisticsRecipe(RecipeID("r"))
    _ = try transaction.installationProfile()
    _ = try transaction.mostForkedRoot(in: community)
    _ = try transaction.communityProfile(CommunityID("c"))
    _ = try transaction.titledRecipe(recipe)
    _ = try transaction.familyKeys(below: recipe)
    _ = try transaction.familyKeys(below: recipe, readBy: UserID("u"))
    try transaction.eachTag(in: community) { _ in }
    try readLines(of: community, in: transaction)
  }

  private func readLines(
    of community: CommunityKey, in transaction: WriteTransaction
  ) throws {
    for scope: RecipeScope in [
      .community(community), .creator(UserKey(1)), .tag(TagKey(1), in: community),
      .recipes([RecipeKey(1)]), .everything,
    ] {
      _ = try transaction.lines(below: scope)
      _ = try transaction.forkLines(below: scope)
    }
    #expect(try transaction.root(above: RecipeKey(1)) == RecipeKey(1))
    _ = try transaction.firstJoinings(of: community)
    _ = try transaction.tagName(TagKey(1))
    for reader in [
      try transaction.operatorKeys(),
      ReaderKeys(
        seesEverything: false, communities: [community], catalogue: nil, administered: []),
    ] {
      try transaction.eachTaggedPlace(for: reader) { _ in }
    }
  }

  private func countEverything(
    of community: CommunityKey, on day: Day, in transaction: WriteTransaction
  ) throws {
    try transaction.markDirty([day])
    _ = try transaction.dirtyDays()
    try transaction.clearDirty([day])
    try transaction.setViewWindow(minutes: 5)
    try transaction.setInstallationZone("Asia/Kathmandu")
    _ = try transaction.installationZone()
    for rules in ["one", "another"] {
      try transaction.setRollupState(
        RollupState(rules: rules, countedAt: day.start, known: .none))
    }
    #expect(try transaction.rollupState()?.rules == "another")
    _ = try transaction.knownChanges()
    _ = try transaction.communitiesWithWaitingTargets()
    _ = try transaction.hasNewZone(community)
    let place = CalendarPlace(community: nil, zone: "Asia/Kathmandu")
    #expect(try transaction.neededCalendars() == [place])
    try transaction.insertCalendar(place)
    #expect(try transaction.rollupCalendars().map(\.place) == [place])
    _ = try transaction.rollupCalendar(
      of: CalendarPlace(community: community, zone: "Asia/Kathmandu"))
    let calendar = try #require(try transaction.rollupCalendar(of: place))
    let counted = StoredCountedDay(
      calendar: calendar, day: day, recipes: 1, views: 1, anonymous: 0, repeats: 0, robots: 0,
      payload: [1])
    try transaction.store(counted)
    #expect(try transaction.countedDays(on: day) == [counted])
    #expect(try transaction.countedDays(of: calendar) == [day])
    #expect(try transaction.countedSpan(of: calendar) == day...day)
    #expect(try transaction.lastViewedDay(of: calendar) == day)
    #expect(try transaction.lastViewedDay(of: calendar, until: day) == day)
    #expect(try transaction.lastViewedDay(of: calendar, until: day.advanced(by: -1)) == nil)
    let trend = StoredTrend(calendar: calendar, block: 7, payload: [1])
    try transaction.store(trend)
    #expect(try transaction.trend(of: calendar) == trend)
    try transaction.removeTrend(of: calendar)
    #expect(try transaction.trend(of: calendar) == nil)
    try transaction.store(trend)
    try transaction.eachCountedDay(of: calendar, during: day...day) { #expect($0 == counted) }
    try transaction.eachCountedDay(during: day...day) { #expect($0 == counted) }
    try transaction.eachRecipeCommunity { _, _ in }
    try transaction.removeCountedDay(day, of: calendar)
    #expect(try transaction.countedSpan(of: calendar) == nil)
    try transaction.store(counted)
    try transaction.removeCalendar(calendar)
    #expect(try transaction.countedDays(on: day) == [])
    try transaction.clearRollups()
  }
}

/// The statements that a connection ran.
private final class SeenStatements: Sendable {
  private let statements = Mutex<Set<String>>([])
  func insert(_ sql: String) { statements.withLock { _ = $0.insert(sql) } }
  var all: Set<String> { statements.withLock { $0 } }
}
