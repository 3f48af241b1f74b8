import Indexes
import PipelineCore
import RecipeModel
import Statistics
import TestKit
import Testing

@testable import Rollups
@testable import Store

struct ReconcileTests {
  /// What may be wrong with the counted days.
  enum Damage: CaseIterable {
    case sumOfViews, sumOfRobots, bytes, rowIsGone, rowTooMany

    /// How many numbers then say something else than the raw events.
    var differences: Int {
      switch self {
      // The number beside the bytes, which nothing else is told from.
      case .sumOfViews, .sumOfRobots: 1
      // The recipe, five lengths of periods of its community and of the installation, its creator.
      case .bytes, .rowIsGone, .rowTooMany: 12
      }
    }

    func happen(in transaction: WriteTransaction) throws {
      var day = try #require(try transaction.countedDays(on: Day(number: 20_767)).first)
      let event = ViewEvent(recipe: 1, viewer: nil, at: Instant(milliseconds: 0))
      var builder = CountedDayBuilder()
      builder.add(allOf: [JudgedView(event, .view)])
      switch self {
      case .sumOfViews: day.views += 1
      case .sumOfRobots: day.robots += 1
      case .bytes: day.payload = builder.payload
      case .rowIsGone: return try transaction.removeCountedDay(day.day, of: day.calendar)
      case .rowTooMany:
        day.day = Day(number: 17_000)
        day.payload = builder.payload
      }
      if self == .bytes || self == .rowTooMany { (day.views, day.anonymous) = (1, 1) }
      try transaction.store(day)
    }
  }

  @Test(arguments: Damage.allCases)
  func `R27: a row that says something else is named, and the exit code says so`(
    damage: Damage
  ) throws {
    try CountingTests.village { village in
      try village.load([LogLine("soup", "bob", "2026-11-10T10:00:00Z")])
      try village.rollUp()
      let proof = try village.reconcile()
      #expect(proof.isProved && proof.exitCode == .done)
      try village.store.write { try damage.happen(in: $0) }
      let broken = try village.reconcile()
      #expect(broken.differenceCount == damage.differences && broken.exitCode == .failed)
      let difference = try #require(broken.differences.first)
      let day = damage == .rowTooMany ? Day(number: 17_000) : Day(number: 20_767)
      #expect(difference.period == Grain.day.period(of: day))
      #expect(difference.told != difference.raw)
      #expect((difference.raw == nil) == (damage == .rowTooMany))
      #expect((difference.told == nil) == (damage == .rowIsGone))
      try village.rollUp(rebuild: true)
      #expect(try village.reconcile() == proof)
    }
  }

  @Test func `R27: events whose day does not wait and that were not counted are named`() throws {
    try CountingTests.village { village in
      try village.rollUp()
      try village.load([LogLine("soup", "bob", "2026-11-10T10:00:00Z")])
      try village.run("DELETE FROM rollup_dirty")
      let proof = try village.reconcile()
      #expect(!proof.isBehind && proof.differenceCount == 13 && proof.waitingCount == 0)
      let day = try #require(proof.differences.first)
      #expect(day.told == nil && day.raw == .counted(1, viewers: 1))
      #expect(
        day.subject == .recipe(1, in: CalendarPlace(community: CommunityKey(1), zone: "UTC")))
    }
  }

  @Test func `R27: what differs is listed by kind and length, then by subject and period`() throws {
    try CountingTests.village { village in
      try village.rollUp()
      let recipes = ["soup-copy", "soup-thick", "soup", "soup-south"]
      try village.load(
        ["2026-11-10", "2026-11-01", "2026-10-31"].flatMap { day in
          recipes.map { LogLine($0, "bob", "\(day)T10:00:00Z") }
        })
      try village.run("DELETE FROM rollup_dirty")
      // The catalogue comes before the communities.
      let days = ["2026-10-31", "2026-11-01", "2026-11-10"]
      var expected = days.flatMap { day in [4, 1, 2, 3].map { "recipe \($0) \(day)" } }
      expected += [4, 1, 2, 3].map { "trend \($0) 2026-11-10" }
      let periods = [
        days, ["2026-W44", "2026-W46"], ["2026-10", "2026-11"], ["2026-Q4"], ["2026"],
      ]
      for subject in [["community 1", "community 2"], ["installation"]] {
        for periods in periods {
          expected += subject.flatMap { name in periods.map { "\(name) \($0)" } }
        }
      }
      expected += ["creator 1 2026-10", "creator 1 2026-11"]
      #expect(try village.reconcile().differences.map(\.name) == expected)
    }
  }

  @Test func `R27: the largest families, tags and creators are proved as well`() throws {
    try CountingTests.village { village in
      try village.store.write { transaction in
        let tag = try #require(try transaction.storeTag("Soups"))
        for recipe in [1, 2] as [Int64] { try transaction.add(tag, to: RecipeKey(recipe)) }
        try transaction.execute("INSERT INTO lineage VALUES (1, 1, 0, 0, 2), (2, 1, 1, 1, 1)")
      }
      try village.setTarget(.views, .monthly, of: "south", since: Day(number: 20_767))
      try village.rollUp()
      try village.load([LogLine("soup-south", "bob", "2026-11-10T10:00:00Z")])
      try village.run("DELETE FROM rollup_dirty")
      let names = try village.reconcile().differences.map(\.name)
      #expect(
        names.suffix(4) == [
          "family 1 2026-11", "tag 1 2026-11", "creator 1 2026-11", "target 1 2026-11",
        ])
      try village.rollUp(rebuild: true)
      let proof = try village.reconcile()
      #expect(proof.isProved)
      #expect(Set(proof.levels.map(\.kind)) == Set(Reconciliation.Kind.allCases))
      for level in proof.levels {
        #expect(level.toldViews == level.rawViews && level.rawViews > 0 && level.periods > 0)
      }
    }
  }

  @Test(
    arguments: [
      ("UPDATE target_point SET value = value + 1 WHERE day = 20766", "2026-W46", true),
      ("DELETE FROM target_point WHERE day = 20766", "2026-W46", false),
      ("INSERT INTO target_point VALUES (1, 20700, 0, 0)", "2026-W36", true),
    ])
  func `R27: a point of a target that says something else is named`(
    damage: String, period: String, isTold: Bool
  ) throws {
    try CountingTests.village { village in
      try village.setTarget(.viewers, .weekly, of: "north", since: Day(number: 20_740))
      try village.load([LogLine("soup", "bob", "2026-11-10T10:00:00Z")])
      try village.rollUp()
      #expect(try village.reconcile().isProved)
      try village.run(damage)
      let broken = try village.reconcile()
      let difference = try #require(broken.differences.first)
      #expect(broken.differenceCount == 1 && broken.exitCode == .failed)
      #expect(difference.name == "target 1 \(period)")
      #expect((difference.told != nil) == isTold)
      #expect((difference.raw == nil) == (period == "2026-W36"))
      let outcome = try village.rollUp()
      #expect(outcome.targetPoints == 1 && outcome.days == 0)
      #expect(try village.reconcile().isProved)
    }
  }

  @Test func `R27: what was asked for since the last rollup is proved after the next one`() throws {
    try CountingTests.village { village in
      try village.rollUp()
      try village.setTarget(.views, .daily, of: "north", since: Day(number: 20_767))
      // As if the rollup had been the day before.
      try village.run("UPDATE rollup_state SET counted_at = counted_at - 86400000")
      #expect(try village.reconcile().isProved)
      try village.rollUp()
      #expect(try village.reconcile().isProved)
      // What is done after the rollup's moment is left to the next one.
      try village.setTarget(.members, .daily, of: "north", since: Day(number: 20_767))
      try village.rollUp()
      let now = Installation.now
      try village.act("ann", in: "north", on: now)
      try village.act("bob", in: "north", on: now.advanced(byMilliseconds: 1))
      try village.rollUp()
      let today = try village.store.read { try $0.targetPoints(of: TargetKey(2)) }.last
      #expect(today?.day == now.day && today?.value == 1)
      #expect(try village.reconcile().isProved)
    }
  }

  @Test func `a damaged day is named and ends the run without half of a day`() throws {
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

extension Reconciliation.Difference {
  fileprivate var name: String {
    let subject =
      switch subject {
      case .recipe(let key, _): "recipe \(key)"
      case .community(let key): "community \(key)"
      case .installation: "installation"
      case .family(let root): "family \(root)"
      case .tag(let key): "tag \(key)"
      case .creator(let key): "creator \(key)"
      case .trend(let key, _): "trend \(key)"
      case .target(let key): "target \(key)"
      }
    return "\(subject) \(period)"
  }
}
