import CommunityRules
import GRDB
import Indexes
import PipelineCore
import RecipeModel
@testable import Statistics
import TestKit
import Testing

@testable import Store

/// What reports are read from: each thing once, and the same that is told elsewhere.
struct ReportReadingTests {
  private static let reaches: [Reach] = [
    .installation, .person(UserID("bob"), communities: [CommunityID("north")]),
    .person(UserID("shy"), communities: [CommunityID("south")]),
    .person(UserID("ann"), communities: [CommunityID("north"), CommunityID("south")]),
  ]
  private static let recipes = ["soup", "soup-south", "soup-thick", "soup-copy", "soup-gone"]

  private func counted(_ body: (Installation) throws -> Void) throws {
    try CountingTests.village { village in
      try village.add(
        recipe: "soup-gone", in: "north", from: "soup-thick", as: .share,
        on: moment("2026-11-08T10:00:00Z"))
      try village.delete(recipe: "soup-gone")
      try village.load([
        LogLine("soup", "bob", "2026-11-10T10:00:00Z"),
        LogLine("soup-south", "bob", "2026-11-10T10:00:00Z"),
        LogLine("soup-thick", "ann", "2026-11-11T10:00:00Z"),
        LogLine("soup-copy", "ann", "2026-11-11T10:00:00Z"),
        LogLine("soup-gone", nil, "2026-11-12T10:00:00Z"),
      ])
      try village.rollUp()
      try body(village)
    }
  }

  private func report(
    of recipe: String, within reach: Reach, in transaction: ReadTransaction
  ) throws -> RecipeNumbers? {
    try RecipeNumbers.read(
      of: RecipeID(recipe), during: ReportedDays(now: Installation.now), within: reach,
      in: transaction)
  }

  @Test(arguments: recipes, reaches)
  func `R19, R26: a recipe's report says of its family what is told of that elsewhere`(
    recipe: String, reach: Reach
  ) throws {
    try counted { village in
      try village.store.read { transaction in
        let id = RecipeID(recipe)
        let told = try report(of: recipe, within: reach, in: transaction)
        let all = try RecipeStatistics.read(of: id, within: reach, in: transaction)
        #expect((told == nil) == (all == nil))
        guard let told else { return }
        let span = StatisticsRequest(told.direct.period)
        let statistics = try RecipeStatistics.read(
          of: id, during: span, within: reach, in: transaction)
        #expect(told.family == statistics?.family)
        #expect(told.familyZone == statistics?.familyZone)
        #expect(told.viewsBeyondReach == statistics?.viewsBeyondReach)
        #expect(told.title == statistics?.title && told.direct.totals == statistics?.direct.totals)
        let insights = try FamilyInsights.read(
          of: id, extent: .whole, during: StatisticsRequest(told.direct.period, by: .month),
          within: reach, in: transaction)
        #expect(told.insights == insights)
        let root = try #require(try transaction.statisticsRecipe(RecipeID("soup")))
        #expect(
          try told.tree
            == FamilyOutline.below(
              root, during: told.direct.period, within: reach, in: transaction))
      }
    }
  }

  @Test(arguments: reaches)
  func `R7, R19: all reads agree on which recipes somebody may see`(reach: Reach) throws {
    try counted { village in
      try village.store.read { transaction in
        let root = try #require(try transaction.statisticsRecipe(RecipeID("soup")))
        let reader = try transaction.readerKeys(reach)
        let lines = Lines(
          try transaction.lines(below: .recipes([root])), top: root, for: reader)
        let members = try transaction.family(below: root)
        #expect(members.map(\.node) == lines.nodes)
        #expect(
          Set(try transaction.recipes(in: .everything, within: reach)) == lines.visible)
        let day = Grain.day.period(of: moment("2026-11-10T00:00:00Z").day)
        for member in members where !member.node.isDeleted {
          let isWithin = lines.visible.contains(member.node.key)
          let explanation = try Explanation.read(
            .views, of: member.id, in: day, within: reach, in: transaction)
          let report = try report(of: member.id.text, within: reach, in: transaction)
          #expect((explanation != nil) == isWithin && (report != nil) == isWithin)
        }
      }
    }
  }

  @Test func `a recipe's report reads its tree once`() throws {
    try counted { village in
      for reach in ReportReadingTests.reaches {
        let statements = try village.statements { transaction in
          _ = try report(of: "soup", within: reach, in: transaction)
        }
        #expect(statements.count { $0.contains("ON r.origin_id = f.id") } <= 1)
        #expect(statements.count { $0.contains("WHERE r.origin_id = ?") } == 0)
      }
    }
  }

  @Test func `a community's report asks once whether something waits to be counted`() throws {
    try counted { village in
      let days = ReportedDays(now: Installation.now)
      let id = CommunityID("north")
      try village.load([LogLine("soup", nil, "2026-11-10T12:00:00Z")])
      let bob = ReportReadingTests.reaches[1]
      var told: CommunityNumbers?
      let statements = try village.statements { transaction in
        let numbers = try CommunityNumbers.read(of: id, during: days, within: bob, in: transaction)
        _ = try CommunityTargets.read(
          of: id, at: days.now, within: bob, waiting: numbers?.waiting, in: transaction)
        told = numbers
      }
      #expect(statements.count { $0.contains("FROM rollup_dirty") } == 1)
      #expect(told?.isBehind == true && told?.trending.isBehind == true)
      #expect(told?.creators.isBehind == true && told?.cohorts.isBehind == true)
    }
  }

  @Test func `the operator is told that something waits without a list of recipes`() throws {
    try counted { village in
      let statements = try village.statements { transaction in
        _ = try CommunityStatistics.read(
          of: CommunityID("north"), within: .installation, in: transaction)
      }
      #expect(!statements.contains { $0.hasPrefix("SELECT id FROM recipe WHERE community_id") })
    }
  }

  @Test func `R27: a recipe's report says when something above it was not counted yet`() throws {
    try counted { village in
      let everyone = ReportReadingTests.reaches[3]
      func isBehind(within reach: Reach) throws -> Bool? {
        try village.store.read { try report(of: "soup-thick", within: reach, in: $0)?.isBehind }
      }
      #expect(try isBehind(within: everyone) == false)
      // The tree of the report has the views of the whole family.
      try village.load([LogLine("soup", nil, "2026-11-10T12:00:00Z")])
      #expect(try isBehind(within: everyone) == true)
      // R7: not to those who do not see it.
      #expect(try isBehind(within: ReportReadingTests.reaches[2]) == false)
    }
  }
}

extension Installation {
  /// The statements that a read runs, in order.
  fileprivate func statements(
    of body: (ReadTransaction) throws -> Void
  ) throws -> [String] {
    try store.read { transaction in
      var statements: [String] = []
      transaction.database.trace { event in
        guard case .statement(let statement) = event else { return }
        statements.append(statement.sql)
      }
      defer { transaction.database.trace(nil) }
      try body(transaction)
      return statements
    }
  }
}
