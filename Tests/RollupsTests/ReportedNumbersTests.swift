import CommunityRules
import Indexes
import RecipeModel
import Statistics
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// Which days a report has, what they are compared with, and what they do not tell.
struct ReportedNumbersTests {
  private static let ann = Reach.person(
    UserID("ann"), communities: [CommunityID("north"), CommunityID("south")])
  private static let bob = Reach.person(UserID("bob"), communities: [CommunityID("north")])

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func days(_ from: String? = nil, _ until: String? = nil) -> ReportedDays {
    ReportedDays(
      from: from.flatMap { Day($0) }, until: until.flatMap { Day($0) }, now: Installation.now)
  }

  private func north(
    _ days: ReportedDays, within reach: Reach = .installation, of village: Installation
  ) throws -> ComparedNumbers {
    let numbers = try village.store.read { transaction in
      try CommunityNumbers.read(
        of: CommunityID("north"), during: days, within: reach, in: transaction)
    }
    return try #require(numbers).numbers
  }

  private func recipe(
    _ id: String, _ days: ReportedDays, within reach: Reach, of village: Installation
  ) throws -> RecipeNumbers {
    let numbers = try village.store.read { transaction in
      try RecipeNumbers.read(of: RecipeID(id), during: days, within: reach, in: transaction)
    }
    return try #require(numbers)
  }

  private func creator(
    _ name: String, _ days: ReportedDays, within reach: Reach, of village: Installation
  ) throws -> CreatorNumbers {
    let numbers = try village.store.read { transaction in
      let user = try #require(try transaction.user(UserID(name)))
      return try CreatorNumbers.read(of: user, during: days, within: reach, in: transaction)
    }
    return try #require(numbers)
  }

  /// Views on 20 days, from 24 October to 12 November.
  private func load(_ village: Installation) throws {
    let first = try day("2026-10-24")
    try village.load(
      (0..<20).map { LogLine("soup", "bob", "\(first.advanced(by: $0))T10:00:00Z") })
    try village.rollUp()
  }

  @Test func `R7: what is viewed in others' catalogues leaves no trace in one's reports`() throws {
    try CountingTests.village { village in
      try village.add(recipe: "bobs", in: nil, by: "bob")
      try village.load([LogLine("soup-copy", "ann", "2026-11-10T10:00:00Z")])
      try village.rollUp()
      let copy = try recipe("soup-copy", days(), within: Self.ann, of: village)
      let maker = try creator("ann", days(), within: Self.ann, of: village)
      try village.load(
        [
          LogLine("bobs", "bob", "1999-03-05T10:00:00Z"),
          LogLine("bobs", "bob", "2026-11-19T10:00:00Z"),
        ],
        as: "others.jsonl")
      try village.rollUp()
      #expect(try recipe("soup-copy", days(), within: Self.ann, of: village) == copy)
      #expect(try creator("ann", days(), within: Self.ann, of: village) == maker)
    }
  }

  @Test func `R7: when somebody's account was made is theirs to know`() throws {
    try CountingTests.village { village in
      let asked = days("1950-01-01")
      let own = try creator("ann", asked, within: Self.ann, of: village)
      let others = try creator("ann", asked, within: Self.bob, of: village)
      #expect(own.numbers.period.lowerBound.description == "1970-01-01")
      #expect(others.numbers.period.lowerBound.description == "2026-11-01")
    }
  }

  @Test func `a report is compared with days before that are known, and only when its own are`()
    throws
  {
    try CountingTests.village { village in
      try load(village)
      // Ten days, and the ten before them.
      #expect(
        try north(days("2026-11-03", "2026-11-13"), of: village).before?.totals.views.views == 10)
      // The last three days were not loaded yet: less would look like a fall.
      #expect(try north(days("2026-11-03", "2026-11-16"), of: village).before == nil)
      // The community was made on 1 October.
      #expect(try north(days("2026-10-16", "2026-11-01"), of: village).before == nil)
      #expect(try north(days("2026-10-17", "2026-11-01"), of: village).before != nil)
    }
  }

  @Test func `a recipe is compared with days of its own, not of its community`() throws {
    try CountingTests.village { village in
      try village.add(recipe: "bread", in: "north", on: moment("2026-11-04T10:00:00Z"))
      try load(village)
      let numbers = try recipe(
        "bread", days("2026-11-06", "2026-11-11"), within: .installation, of: village)
      #expect(numbers.direct.before == nil)
      #expect(
        try recipe("bread", days("2026-11-08", "2026-11-12"), within: .installation, of: village)
          .direct.before?.totals.views.views == 0)
      let all = try recipe("bread", days(), within: .installation, of: village)
      #expect(all.direct.period.lowerBound.description == "2026-11-04")
    }
  }

  @Test func `days that wait to be counted are known as such, to the operator`() throws {
    try CountingTests.village { village in
      try load(village)
      let asked = days("2026-11-03", "2026-11-13")
      try village.load([LogLine("soup", "ann", "2026-11-06T12:00:00Z")], as: "late.jsonl")
      let waiting = try north(asked, of: village)
      #expect(waiting.uncountedDays == [try day("2026-11-06")] && waiting.before == nil)
      #expect(try north(asked, within: Self.bob, of: village).uncountedDays == [])
      try village.rollUp()
      let counted = try north(asked, of: village)
      #expect(counted.uncountedDays == [] && counted.before != nil)
    }
  }

  @Test(arguments: [
    ("Pacific/Kiritimati", "2026-11-22"), ("America/Los_Angeles", "2026-11-21"),
    ("Pacific/Midway", "2026-11-20"),
  ])
  func `R28: today is the day that it is in the report's zone`(zone: String, today: String) throws {
    try CountingTests.village { village in
      try village.setZone(zone, of: "north")
      try village.rollUp()
      let numbers = try north(days(nil, "2026-12-31"), of: village)
      // At 10 o'clock in UTC.
      #expect(numbers.today.description == today)
      #expect(numbers.period.upperBound.description == today)
    }
  }

  @Test func `an overview has the days of the communities that it leads to`() throws {
    try CountingTests.village { village in
      try village.load([LogLine("soup", "bob", "2026-09-15T10:00:00Z")])
      try village.rollUp()
      let overview = try village.store.read { transaction in
        try CommunityOverview.read(during: days(), within: Self.bob, in: transaction)
      }
      #expect(overview.communities.map(\.profile.slug) == ["north"])
      #expect(overview.period.lowerBound.description == "2026-09-15")
      #expect(overview.communities.first?.totals.views.views == 1)
      #expect(try north(days(), within: Self.bob, of: village).totals.views.views == 1)
    }
  }

  @Test func `R20: a family is as many recipes as live, and no copies`() throws {
    try CountingTests.village { village in
      #expect(try recipe("soup", days(), within: .installation, of: village).members == 3)
      #expect(try recipe("soup-copy", days(), within: .installation, of: village).members == 1)
      try village.delete(recipe: "soup-thick")
      #expect(try recipe("soup", days(), within: .installation, of: village).members == 2)
    }
  }
}
