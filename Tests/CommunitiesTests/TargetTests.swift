import Communities
import CommunityRules
import RecipeModel
import Testing

@testable import Store

/// Setting and removing targets; it is the 18 November 2026, a Wednesday.
struct TargetTests {
  private func stored(_ village: Village) throws -> [String] {
    try village.store.read { transaction in
      let community = try #require(try transaction.community(slug: "circle"))
      return try transaction.targets(of: community.key).map { target in
        "\(target.measure) \(target.frequency) \(target.value) \(target.since)"
          + (target.until.map { " until \($0)" } ?? "")
      }
    }
  }

  @Test func `a target is set, replaced from the current period on, and removed`() throws {
    try Village.with { (village) throws in
      let first = try village.setTarget(500, since: "2026-11-03", by: .ada)
      #expect(first.isChanged && first.since == Day("2026-11-02") && first.formerValue == nil)
      village.clock.advance()
      #expect(try !village.setTarget(500, by: .otto).isChanged)
      let second = try village.setTarget(600, by: .operator)
      #expect(second.isChanged && second.since == Day("2026-11-16") && second.formerValue == 500)
      #expect(
        try stored(village) == [
          "views weekly 500 2026-11-02 until 2026-11-16", "views weekly 600 2026-11-16",
        ])
      village.clock.advance(days: 7)
      let removed = try village.actions.removeTarget(of: "circle", .views, .weekly, as: .ada)
      #expect(removed.value == 600 && removed.until == Day("2026-11-23"))
      let third = try village.setTarget(700, by: .ada)
      #expect(third.since == Day("2026-11-23") && third.formerValue == nil)
      #expect(
        try stored(village) == [
          "views weekly 500 2026-11-02 until 2026-11-16",
          "views weekly 600 2026-11-16 until 2026-11-23", "views weekly 700 2026-11-23",
        ])
    }
  }

  @Test func `targets of other measures and periods stand beside each other`() throws {
    try Village.with { (village) throws in
      for measure in TargetMeasure.allCases {
        for frequency in TargetFrequency.allCases {
          _ = try village.actions.setTarget(
            of: "circle", SetTarget.Request(measure, frequency, value: TargetValue(1)), as: .ada)
        }
      }
      #expect(try stored(village).count == 32)
    }
  }

  @Test func `R28: the current period is that of the community's own time zone`() throws {
    try Village.with { (village) throws in
      // 2026-11-18 11:06 in UTC: it is the 19th on Kiritimati already after ten in the morning.
      _ = try village.actions.changeCommunity(
        "circle", CommunityChange(timeZone: "Pacific/Kiritimati"), as: .ada)
      let target = try village.actions.setTarget(
        of: "circle", SetTarget.Request(.views, .daily, value: TargetValue(1)), as: .ada)
      let clock = try #require(ZoneClock("Pacific/Kiritimati"))
      #expect(target.since == clock.day(of: village.clock.now))
      #expect(target.since > village.clock.now.day)
    }
  }

  @Test func `R3: others neither set nor remove targets`() throws {
    try Village.with { (village) throws in
      _ = try village.setTarget(500, by: .ada)
      for (actor, rule) in [
        (ActingAs.ben, Rule?.some(.r3)), (.cleo, .r3), (.dora, nil), (.eve, nil),
      ] {
        #expect(refusingRule { _ = try village.setTarget(1, by: actor) } == rule)
        #expect(
          refusingRule {
            _ = try village.actions.removeTarget(of: "circle", .views, .weekly, as: actor)
          } == rule)
      }
      #expect(try stored(village) == ["views weekly 500 2026-11-16"])
    }
  }

  @Test func `a target that there is not is not removed`() throws {
    try Village.with { (village) throws in
      let unknown = UnknownReference(.target, "circle weekly views")
      #expect(throws: unknown) {
        try village.actions.removeTarget(of: "circle", .views, .weekly, as: .ada)
      }
      _ = try village.setTarget(500, by: .ada)
      _ = try village.actions.removeTarget(of: "circle", .views, .weekly, as: .ada)
      #expect(throws: unknown) {
        try village.actions.removeTarget(of: "circle", .views, .weekly, as: .ada)
      }
    }
  }

  @Test func `R20 R22: targets come back with their community, and go for good with it`() throws {
    try Village.with { (village) throws in
      _ = try village.setTarget(500, by: .ada)
      _ = try village.actions.deleteCommunity("circle", as: .operator)
      #expect(refusingRule { _ = try village.setTarget(1, by: .operator) } == nil)
      _ = try village.actions.restoreCommunity("circle", as: .operator)
      #expect(try stored(village) == ["views weekly 500 2026-11-16"])
      _ = try village.actions.deleteCommunity("circle", as: .operator)
      try village.store.write { (transaction) throws in
        let key = try #require(try transaction.deletedCommunities(slug: "circle").first?.key)
        let target = try #require(try transaction.targets(of: key).first)
        try transaction.store(
          StoredTargetPoint(target: target.key, day: target.since, value: 3, errorMillionths: 0))
        while try transaction.purge(key, limit: 100, at: village.clock.now).communities == 0 {}
        #expect(try transaction.targets(of: key) == [])
        #expect(try transaction.targetPoints(of: target.key) == [])
      }
    }
  }
}
