import CommunityRules
import Indexes
import RecipeModel
import Statistics
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// How a community does on its targets, on the 21 November 2026, a Saturday.
struct TargetProgressTests {
  private static let first = Day(number: 20_749)  // 2026-10-23, a Friday

  private func read(
    _ village: Installation, at now: Instant = Installation.now, within reach: Reach = .installation
  ) throws -> CommunityTargets? {
    try village.store.read { transaction in
      try CommunityTargets.read(of: CommunityID("north"), at: now, within: reach, in: transaction)
    }
  }

  /// Views of five days, in four weeks.
  private func load(_ village: Installation) throws {
    try village.load(
      ["10-31", "11-02", "11-08", "11-09", "11-16"].map {
        LogLine("soup", "bob", "2026-\($0)T10:00:00Z")
      } + [LogLine("soup", "ann", "2026-11-16T11:00:00Z")])
  }

  /// Sets a target that holds for two weeks.
  private func setAndRemoveTarget(of village: Installation) throws {
    try village.setTarget(.views, .weekly, of: "north", value: 1, since: Self.first)
    try village.removeTarget(.views, .weekly, of: "north", on: try #require(Day("2026-11-02")))
  }

  @Test func `a target tells its periods that are over, and the one that it is now so far`() throws
  {
    try CountingTests.village { village in
      try load(village)
      try village.setTarget(.views, .weekly, of: "north", value: 2, since: Self.first)
      try village.rollUp()
      let targets = try #require(try read(village))
      let progress = try #require(targets.targets.first)
      #expect(targets.targets.count == 1 && !targets.isBehind)
      #expect(
        progress.past.map(\.period.description) == ["2026-W43", "2026-W44", "2026-W45", "2026-W46"])
      #expect(progress.past.map(\.count.value) == [0, 1, 2, 1])
      #expect(progress.past.map(\.isMet) == [false, false, true, false])
      #expect(progress.past.map(\.share) == [0, 0.5, 1, 0.5])
      #expect(progress.streak == 0)
      #expect(progress.current?.period.description == "2026-W47")
      #expect(progress.current?.count == UniqueCount(2) && progress.current?.isMet == true)
      #expect(progress.daysLeft == 1 && progress.elapsed == 5.0 / 7)
      #expect(progress.isOnPace == true)
      // A week later it is one more that was met.
      let later = try read(village, at: Installation.now.advanced(byMilliseconds: 7 * 86_400_000))
      let next = try #require(later?.targets.first)
      #expect(next.past.map(\.count.value) == [0, 1, 2, 1, 2] && next.streak == 1)
      #expect(next.current?.count == .zero && next.isOnPace == false)
    }
  }

  @Test func `what no rollup has counted for a target is counted when somebody asks`() throws {
    try CountingTests.village { village in
      try load(village)
      try village.rollUp()
      try village.setTarget(.views, .weekly, of: "north", value: 2, since: Self.first)
      let asked = try read(village)
      #expect(try village.store.read { try $0.targetPoints(of: TargetKey(1)) }.isEmpty)
      try village.rollUp()
      #expect(try village.store.read { try $0.targetPoints(of: TargetKey(1)) }.count == 5)
      #expect(try read(village) == asked)
    }
  }

  @Test func `a period that ended after the last rollup is told whole`() throws {
    try CountingTests.village { village in
      try village.setTarget(.members, .weekly, of: "north", since: Installation.now.day)
      try village.act("ann", in: "north", on: Installation.now)
      try village.rollUp()
      let hour: Int64 = 3_600_000
      try village.act("bob", in: "north", on: Installation.now.advanced(byMilliseconds: hour))
      let nextWeek = Installation.now.advanced(byMilliseconds: 72 * hour)
      let progress = try #require(try read(village, at: nextWeek)?.targets.first)
      #expect(progress.past.map(\.count.value) == [2])
    }
  }

  @Test func `another value holds from its period on, and those before it keep theirs`() throws {
    try CountingTests.village { village in
      try load(village)
      try village.setTarget(.views, .weekly, of: "north", value: 1, since: Self.first)
      let monday = try #require(Day("2026-11-09"))
      try village.setTarget(.views, .weekly, of: "north", value: 2, since: monday)
      try village.rollUp()
      let progress = try #require(try read(village)?.targets.first)
      #expect(progress.target.value == 2 && progress.target.since == monday)
      #expect(progress.past.map(\.value) == [1, 1, 1, 2])
      #expect(progress.past.map(\.isMet) == [false, true, true, false])
      #expect(progress.current?.value == 2)
    }
  }

  @Test func `a target that was removed is not told, and goes on with a gap where it is set again`()
    throws
  {
    try CountingTests.village { village in
      try load(village)
      try setAndRemoveTarget(of: village)
      try village.rollUp()
      #expect(try read(village)?.targets == [])
      try village.setTarget(
        .views, .weekly, of: "north", value: 1, since: try #require(Day("2026-11-09")))
      try village.rollUp()
      let progress = try #require(try read(village)?.targets.first)
      #expect(progress.past.map(\.period.description) == ["2026-W43", "2026-W44", "2026-W46"])
      #expect(progress.streak == 2)
    }
  }

  @Test func `a target that did not hold in the last period that is over has no point of it`()
    throws
  {
    try CountingTests.village { village in
      try load(village)
      try setAndRemoveTarget(of: village)
      try village.setTarget(
        .views, .weekly, of: "north", value: 1, since: Installation.now.day)
      try village.rollUp()
      let progress = try #require(try read(village)?.targets.first)
      #expect(progress.point(in: .current)?.period.description == "2026-W47")
      #expect(progress.point(in: .last) == nil)
    }
  }

  @Test
  func `R28: in another time zone other days are those of a period, and it may not have begun`()
    throws
  {
    try CountingTests.village { village in
      let saturday = Installation.now.day
      try village.load([LogLine("soup", "bob", "2026-11-20T23:30:00Z")])
      try village.setTarget(.views, .daily, of: "north", value: 1, since: saturday)
      try village.rollUp()
      #expect(try read(village)?.targets.first?.current?.count == .zero)
      try village.setZone("Asia/Kathmandu", of: "north")
      try village.rollUp()
      #expect(try read(village)?.targets.first?.current?.count == UniqueCount(1))
      try village.setZone("Pacific/Midway", of: "north")
      let outcome = try village.rollUp()
      // It is Friday there.
      #expect(outcome.targetPoints == 1)
      let progress = try #require(try read(village)?.targets.first)
      #expect(progress.zone == "Pacific/Midway" && progress.today == saturday.advanced(by: -1))
      #expect(progress.current == nil && progress.past == [] && progress.daysLeft == nil)
      #expect(progress.elapsed == nil && progress.isOnPace == nil && progress.streak == 0)
    }
  }

  private static let bob = Reach.person(UserID("bob"), communities: [CommunityID("north")])

  @Test(arguments: [Reach.installation, bob])
  func `before the first rollup it is open whether a period with views was met`(
    reach: Reach
  ) throws {
    try CountingTests.village { village in
      try load(village)
      for measure in [TargetMeasure.views, .viewers, .shares] {
        try village.setTarget(measure, .weekly, of: "north", value: 1, since: Self.first)
      }
      let targets = try #require(try read(village, within: reach))
      let (views, shares) = (targets.targets[0], targets.targets[2])
      #expect(targets.isBehind)
      // Nobody viewed anything in the first of them.
      #expect(views.past.map(\.isMet) == [false, nil, nil, nil])
      #expect(views.current?.isMet == nil && views.isOnPace == nil && views.streak == 0)
      #expect(targets.targets[1].past.map(\.isMet) == [false, nil, nil, nil])
      // What happened besides views is counted when it is asked for.
      #expect(shares.past.map(\.isMet) == [false, false, true, false] && shares.isOnPace == false)
      try village.rollUp()
      let told = try #require(try read(village, within: reach)?.targets.first)
      #expect(told.past.map(\.isMet) == [false, true, true, true] && told.streak == 3)
    }
  }

  @Test func `R7: a late view opens its period, and for members only one of their community`()
    throws
  {
    try CountingTests.village { village in
      try load(village)
      try village.setTarget(.views, .weekly, of: "north", value: 1, since: Self.first)
      try village.rollUp()
      func verdicts(within reach: Reach) throws -> [Bool?] {
        try #require(try read(village, within: reach)?.targets.first).past.map(\.isMet)
      }
      try village.load(
        [LogLine("soup-south", "ann", "2026-11-11T10:00:00Z")], as: "south.jsonl")
      #expect(try verdicts(within: .installation) == [false, true, true, nil])
      #expect(try verdicts(within: Self.bob) == [false, true, true, true])
      let progress = try read(village)?.targets.first
      #expect(progress?.streak == 2 && progress?.isOnPace == true)
      try village.load([LogLine("soup", nil, "2026-11-04T10:00:00Z")], as: "late.jsonl")
      #expect(try verdicts(within: .installation) == [false, true, nil, nil])
      #expect(try verdicts(within: Self.bob) == [false, true, nil, true])
    }
  }

  @Test func `R28: in a new time zone it is open whether periods with views were met`() throws {
    try CountingTests.village { village in
      try load(village)
      for measure in [TargetMeasure.views, .proposals] {
        try village.setTarget(measure, .daily, of: "north", value: 1, since: Self.first)
      }
      try village.propose(to: "soup", by: "bob", on: moment("2026-11-02T23:00:00Z"))
      try village.rollUp()
      try village.setZone("Asia/Kathmandu", of: "north")
      for reach in [Reach.installation, Self.bob] {
        let told = try #require(try read(village, within: reach))
        let viewed = Set(["2026-10-31", "2026-11-02", "2026-11-08", "2026-11-09", "2026-11-16"])
        let (views, proposals) = (told.targets[0], told.targets[1])
        #expect(told.isBehind)
        for point in views.past where viewed.contains(point.period.description) {
          #expect(point.isMet == nil)
        }
        // What was proposed in the evening was proposed on the next day there.
        #expect(
          proposals.past.filter { $0.isMet == true }.map(\.period.description) == ["2026-11-03"])
      }
    }
  }

  @Test func `R7: a community's targets are told to its members and the operator`() throws {
    try CountingTests.village { village in
      try village.setTarget(.views, .daily, of: "north", since: Self.first)
      let member = Reach.person(UserID("bob"), communities: [CommunityID("north")])
      let outsider = Reach.person(UserID("cid"), communities: [CommunityID("south")])
      #expect(try read(village, within: member)?.targets == read(village)?.targets)
      #expect(try read(village, within: outsider) == nil)
    }
  }

  @Test(
    arguments: [
      (TargetPeriodChoice.last, "2026-W46"), (.current, "2026-W47"),
      (.named(Grain.week.period(of: first)), "2026-W43"),
      (.named(Grain.week.period(of: Installation.now.day)), "2026-W47"),
      (.named(Grain.week.period(of: first.advanced(by: -7))), nil),
      (.named(Grain.day.period(of: first)), nil),
    ] as [(TargetPeriodChoice, String?)])
  func `a period is looked at by name, or as the last or the current one`(
    choice: TargetPeriodChoice, period: String?
  ) throws {
    try CountingTests.village { village in
      try village.setTarget(.views, .weekly, of: "north", since: Self.first)
      let progress = try #require(try read(village)?.targets.first)
      #expect(progress.point(in: choice)?.period.description == period)
    }
  }

  @Test func `targets are told by measure and then by length of periods`() throws {
    try CountingTests.village { village in
      for (measure, frequency) in [
        (TargetMeasure.members, TargetFrequency.daily), (.views, .quarterly), (.views, .daily),
      ] {
        try village.setTarget(measure, frequency, of: "north", since: Self.first)
      }
      let told = try #require(try read(village)).targets.map {
        "\($0.target.measure) \($0.target.frequency)"
      }
      #expect(told == ["views daily", "views quarterly", "members daily"])
    }
  }

  @Test func `every target is of a measure that statistics have, by its name`() {
    for measure in TargetMeasure.allCases {
      #expect(Measure(measure).rawValue == measure.rawValue)
    }
  }

  @Test func `a count that is not exact stays so in its point`() {
    let count = UniqueCount(12_345_678, error: 1.04 / 128)
    let point = StoredTargetPoint(TargetKey(1), Grain.day.period(of: Self.first), count)
    #expect(point.errorMillionths == 8125 && point.count == count)
  }
}
