import Indexes
import PipelineCore
import RecipeModel
import Statistics
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// What the next rollup counts again is no difference.
struct WaitingNumbersTests {
  /// Something that changes numbers of the past without a rollup.
  enum Act: CaseIterable {
    case load, purge, target, zone, undo, window

    func happen(in village: Installation) throws {
      switch self {
      case .load: try village.load([LogLine("soup", "bob", "2026-11-11T10:00:00Z")])
      case .purge:
        try village.delete(recipe: "broth")
        let counts = try village.store.write { transaction in
          try transaction.purge([RecipeKey(5)], at: Installation.now)
        }
        #expect(counts.proposals == 1)
      case .target:
        try village.setTarget(.views, .daily, of: "north", since: Day(number: 20_767))
      case .zone:
        try village.store.write { transaction in
          try transaction.execute(
            "UPDATE community SET time_zone = 'Pacific/Kiritimati', change = ? WHERE id = 1",
            [transaction.change])
        }
      case .undo:
        // Nothing is left that says of the proposal but the run that took it.
        try village.run("DELETE FROM proposal")
        for row in ["901, 'i', 'import'", "902, 'u', 'undo'"] {
          try village.run(
            """
            INSERT INTO run (id, public_id, kind, fingerprint, label, state, reference_at, started_at)
              VALUES (\(row), x'00', '', 'succeeded', 0, \(Installation.now.milliseconds))
            """)
        }
        try village.run("INSERT INTO import_request VALUES (901, 1, 1, '{}')")
        try village.run("INSERT INTO run_undo (run_id, undone_run_id) VALUES (902, 901)")
      case .window: try village.store.write { try $0.setViewWindow(minutes: 0) }
      }
    }

    /// Whether it changes nothing but points of targets.
    var isOfTargetsAlone: Bool { self == .purge || self == .target || self == .undo }
  }

  private func village(_ body: (Installation) throws -> Void) throws {
    try CountingTests.village { village in
      for community in ["north", "south"] {
        try village.setTarget(.proposals, .monthly, of: community, since: Day(number: 20_740))
      }
      try village.setTarget(.views, .weekly, of: "north", since: Day(number: 20_740))
      try village.add(recipe: "broth", in: "north")
      try village.propose(to: "broth", by: "bob", on: moment("2026-11-05T10:00:00Z"))
      try village.load([
        LogLine("soup", "bob", "2026-11-08T22:00:00Z"),
        LogLine("soup", "bob", "2026-11-08T22:10:00Z"),
      ])
      try village.rollUp()
      try body(village)
    }
  }

  @Test(arguments: Act.allCases)
  func `R27: what waits for the next rollup is told as waiting, and what is wrong is not`(
    act: Act
  ) throws {
    try village { village in
      let proof = try village.reconcile()
      #expect(proof.isProved && proof.waitingCount == 0)
      #expect(try village.store.read { try RollupStatus(in: $0) }.waitingTargets == 0)
      try act.happen(in: village)
      let waiting = try village.reconcile()
      #expect(waiting.isProved && waiting.exitCode == .done && waiting.waitingCount > 0)
      for level in waiting.levels where act.isOfTargetsAlone {
        #expect((level.waiting > 0) <= (level.kind == .target))
      }
      let status = try village.store.read { try RollupStatus(in: $0) }
      #expect(status.waitingTargets == (act.isOfTargetsAlone || act == .zone ? 1 : 0))
      #expect(status.hasWaitingViews == !act.isOfTargetsAlone)
      #expect(status.isBehind == (status.hasWaitingViews || status.waitingTargets > 0))

      // A point of another community has nothing to wait for.
      try village.run("UPDATE target_point SET value = 7 WHERE target_id = 2 AND day = 20758")
      let wrong = try village.reconcile()
      #expect(wrong.waitingCount == waiting.waitingCount)
      #expect(wrong.differences.map(\.subject) == [.target(2)])

      try village.rollUp()
      let settled = try village.reconcile()
      #expect(settled.isProved && settled.waitingCount == 0 && !settled.isBehind)
      #expect(try village.store.read { try RollupStatus(in: $0) }.waitingTargets == 0)
      let caughtUp = try village.dump()
      try village.rollUp(rebuild: true)
      #expect(try village.dump() == caughtUp)
    }
  }

  /// Something that changes rows that targets count, and none of what is counted of them.
  enum Idling: String, CaseIterable {
    case name = "UPDATE community SET name = 'Another', change = CHANGE WHERE id = 1"
    case body = "UPDATE recipe SET updated_at = 9, change = CHANGE WHERE id = 1"
    case proposalElsewhere = "UPDATE proposal SET change = CHANGE WHERE recipe_community_id = 2"
    case act = "UPDATE membership SET change = CHANGE WHERE community_id = 1"
  }

  @Test(arguments: Idling.allCases)
  func `targets wait for no change that they do not count`(idling: Idling) throws {
    try village { village in
      for measure in [TargetMeasure.recipes, .viewers] {
        try village.setTarget(measure, .weekly, of: "north", since: Day(number: 20_740))
      }
      try village.rollUp()
      try village.store.write { transaction in
        try transaction.execute(
          idling.rawValue.replacing("CHANGE", with: "\(transaction.change)"))
      }
      let status = try village.store.read { try RollupStatus(in: $0) }
      #expect(status.waitingTargets == 0 && !status.isBehind)
      // What they count is waited for.
      try village.add(recipe: "pie", in: "north", on: Installation.now)
      let next = try village.store.read { try RollupStatus(in: $0) }
      #expect(next.waitingTargets == 1 && next.isBehind && !next.hasWaitingViews)
      #expect(try village.rollUp().targetPoints > 0)
    }
  }

  @Test func `the targets of a deleted community wait for nothing`() throws {
    try village { village in
      try Act.target.happen(in: village)
      func waiting() throws -> Int {
        try village.store.read { try RollupStatus(in: $0) }.waitingTargets
      }
      #expect(try waiting() == 1)
      try village.store.write { transaction in
        try transaction.execute(
          "INSERT INTO deletion (id, kind, deleted_at, change) VALUES (77, 'community', 1, ?)",
          [transaction.change])
        try transaction.execute(
          "UPDATE community SET deleted_at = 1, deletion_id = 77, change = ? WHERE id = 1",
          [transaction.change])
      }
      #expect(try waiting() == 0)
      #expect(try village.reconcile().isProved)
    }
  }

  @Test func `a zone that both a community and the installation have moved to is waited for`()
    throws
  {
    try village { village in
      try village.setZone("Pacific/Kiritimati", of: "north")
      try village.rollUp()
      // Days of the community are counted in both zones, before and after.
      try village.store.write { transaction in
        try transaction.setInstallationZone("Pacific/Kiritimati")
        try transaction.execute(
          """
          INSERT INTO audit_log (public_id, action, entity_type, entity_id, created_at, change)
            VALUES ('a', 'installation.change', 'installation', 'i', 0, ?)
          """, [transaction.change])
      }
      try village.setZone("UTC", of: "north")
      let status = try village.store.read { try RollupStatus(in: $0) }
      #expect(status.waitingTargets == 1)
      #expect(try village.reconcile().isProved)
    }
  }

  @Test func `R27: a day beside those that wait is named when it is wrong`() throws {
    try village { village in
      try village.run("DELETE FROM rollup_day WHERE day = 20765")
      try Act.load.happen(in: village)
      let proof = try village.reconcile()
      #expect(!proof.isProved && proof.waitingCount > 0)
      // Its recipe's trend lacks it, too.
      #expect(
        proof.differences.allSatisfy { difference in
          if case .trend = difference.subject { return true }
          return difference.period.days.contains(Day(number: 20_765))
        })
      #expect(proof.differences.contains { $0.period.grain == .day })
    }
  }

  @Test func `R27: a kept trend is held against the counted days while days wait`() throws {
    try village { village in
      try Act.load.happen(in: village)
      #expect(try village.reconcile().isProved)
      let nothing = TrendScores().packed.map { String($0, radix: 16) }
        .map { $0.count == 1 ? "0\($0)" : $0 }.joined()
      try village.run("UPDATE rollup_trend SET payload = x'\(nothing)'")
      let proof = try village.reconcile()
      #expect(!proof.isProved && proof.differences.allSatisfy { $0.told == nil && $0.raw != nil })
      #expect(
        proof.differences.map(\.subject) == [
          .trend(of: 1, in: CalendarPlace(community: CommunityKey(1), zone: "UTC"))
        ])
    }
  }
}

extension Bool {
  /// Whether the second holds wherever the first does.
  fileprivate static func <= (first: Bool, second: Bool) -> Bool { !first || second }
}
