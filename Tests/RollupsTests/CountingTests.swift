import Indexes
import PipelineCore
import RecipeModel
@testable import Statistics
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// R24 to R28, each where an event counts and where it does not, through the database.
struct CountingTests {
  static let november = Month(year: 2026, month: 11)

  /// Two communities; `soup` in `north` with a share in `south`, a variant of that and a copy.
  static func village(_ body: (Installation) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let village = try Installation(in: folder)
      for user in ["ann", "bob"] { try village.add(user: user) }
      try village.add(user: "shy", tracksViews: false)
      try village.add(community: "north", members: ["ann", "bob"])
      try village.add(community: "south", members: ["ann"])
      try village.add(recipe: "soup", in: "north")
      try village.add(
        recipe: "soup-south", in: "south", from: "soup", as: .share,
        on: moment("2026-11-05T10:00:00Z"))
      try village.add(
        recipe: "soup-thick", in: "south", from: "soup-south", as: .variant,
        on: moment("2026-11-06T10:00:00Z"))
      try village.add(
        recipe: "soup-copy", in: nil, from: "soup", as: .personalCopy,
        on: moment("2026-11-07T10:00:00Z"))
      try body(village)
    }
  }

  @Test func `R24: an event within the window after another of the same user is no view`() throws {
    try CountingTests.village { village in
      try village.load([
        LogLine("soup", "bob", "2026-11-10T10:00:00Z"),
        LogLine("soup", "bob", "2026-11-10T10:30:00Z"),
        LogLine("soup", "bob", "2026-11-10T10:59:59Z"),
      ])
      try village.rollUp()
      let counts = try village.counts(.recipe, "soup", on: "2026-11-10")
      #expect(counts == .counted(1, viewers: 1, repeats: 2))
    }
  }

  @Test(arguments: [
    LogLine("soup", "bob", "2026-11-10T10:30:00.001Z"),
    LogLine("soup", "ann", "2026-11-10T10:00:01Z"),
  ])
  func `R24: an event after the window, or of another user, is a view`(line: LogLine) throws {
    try CountingTests.village { village in
      try village.load([LogLine("soup", "bob", "2026-11-10T10:00:00Z"), line])
      try village.rollUp()
      #expect(try village.counts(.recipe, "soup", on: "2026-11-10")?.views.views == 2)
    }
  }

  @Test func `R24, R27: a repeat across midnight counts on neither side again`() throws {
    try CountingTests.village { village in
      try village.load([LogLine("soup", "bob", "2026-11-01T00:10:00Z")])
      try village.rollUp()
      #expect(try village.counts(.recipe, "soup", on: "2026-11-01")?.views.views == 1)
      try village.load([LogLine("soup", "bob", "2026-10-31T23:50:00Z")])
      try village.rollUp()
      #expect(try village.counts(.recipe, "soup", on: "2026-10-31")?.views.views == 1)
      #expect(try village.counts(.recipe, "soup", on: "2026-11-01") == .counted(repeats: 1))
    }
  }

  @Test func `R24: a window of 0 counts every event, and changing it counts everything again`()
    throws
  {
    try CountingTests.village { village in
      try village.load([
        LogLine("soup", "bob", "2026-11-10T10:00:00Z"),
        LogLine("soup", "bob", "2026-11-10T10:00:01Z"),
      ])
      try village.rollUp()
      #expect(try village.counts(.recipe, "soup", on: "2026-11-10")?.views.views == 1)
      try village.store.write { try $0.setViewWindow(minutes: 0) }
      try village.rollUp()
      let counts = try village.counts(.recipe, "soup", on: "2026-11-10")
      #expect(counts == .counted(2, viewers: 1))
    }
  }

  @Test func `R24: anonymous events and those of untracked users are views and no viewers`() throws
  {
    try CountingTests.village { village in
      try village.load([
        LogLine("soup", nil, "2026-11-10T10:00:00Z"),
        LogLine("soup", nil, "2026-11-10T10:00:00Z"),
        LogLine("soup", "shy", "2026-11-10T10:00:01Z"),
        LogLine("soup", "shy", "2026-11-10T10:00:02Z"),
      ])
      try village.rollUp()
      let counts = try village.counts(.recipe, "soup", on: "2026-11-10")
      #expect(counts == .counted(4, viewers: 0, anonymous: 4))
    }
  }

  @Test func `R24: what a robot opens is no view, also when that is known later`() throws {
    try CountingTests.village { village in
      let time = moment("2026-11-10T10:00:00Z")
      try village.load([LogLine("soup", "bob", time), LogLine("soup", nil, time)])
      try village.rollUp()
      #expect(
        try village.counts(.recipe, "soup", on: "2026-11-10")
          == .counted(2, viewers: 1, anonymous: 1))
      let soup = try village.store.read { try $0.statisticsRecipe(RecipeID("soup")) }
      try village.add(events: [
        ViewEvent(recipe: try #require(soup).value, viewer: nil, at: time, agent: .crawler)
      ])
      try village.rollUp()
      #expect(
        try village.counts(.recipe, "soup", on: "2026-11-10") == .counted(1, viewers: 1, robots: 1))
      // The log that knows no better does not make a person of it again.
      try village.load([LogLine("soup", nil, time)], as: "again.jsonl")
      try village.rollUp()
      #expect(try village.counts(.recipe, "soup", on: "2026-11-10")?.views.robots == 1)
      #expect(try village.reconcile().isProved)
    }
  }

  @Test func `R25: a share counts as share and as fork of what it was made from`() throws {
    try CountingTests.village { village in
      try village.rollUp()
      let counts = MeasuredCounts.counted(shares: 1, forks: 1)
      #expect(try village.counts(.recipe, "soup", on: "2026-11-05") == counts)
      #expect(try village.counts(.community, "north", on: "2026-11-05") == counts)
      #expect(try village.counts(.community, "south", on: "2026-11-05") == nil)
    }
  }

  @Test func `R25: a share counts on the day of the sharing, a fork on that of its record`() throws
  {
    try CountingTests.village { village in
      let made = moment("2026-11-04T10:00:00Z").milliseconds
      try village.run("UPDATE recipe SET created_at = \(made) WHERE public_id = 'soup-south'")
      try village.rollUp()
      #expect(try village.counts(.recipe, "soup", on: "2026-11-04") == .counted(forks: 1))
      #expect(try village.counts(.recipe, "soup", on: "2026-11-05") == .counted(shares: 1))
      #expect(try village.reconcile().isProved)
    }
  }

  @Test func `R25: a variant counts as fork and not as share`() throws {
    try CountingTests.village { village in
      try village.rollUp()
      #expect(
        try village.counts(.recipe, "soup-south", on: "2026-11-06") == .counted(forks: 1))
    }
  }

  @Test func `R25: a personal copy counts as neither`() throws {
    try CountingTests.village { village in
      try village.rollUp()
      #expect(try village.counts(.recipe, "soup", on: "2026-11-07") == nil)
    }
  }

  @Test func `R25: deletion does not take back what happened`() throws {
    try CountingTests.village { village in
      try village.load([LogLine("soup-south", "bob", "2026-11-10T10:00:00Z")])
      try village.rollUp()
      let before = try village.dump()
      try village.delete(recipe: "soup-south")
      try village.rollUp()
      try village.rollUp(rebuild: true)
      #expect(try village.dump() == before && before.count == 2)
      #expect(try village.counts(.recipe, "soup", on: "2026-11-05")?.shares == 1)
      #expect(try village.counts(.community, "south", on: "2026-11-10")?.views.views == 1)
    }
  }

  @Test func `R26: the family has the views of descendants, the recipe only its own`() throws {
    try CountingTests.village { village in
      try village.load([
        LogLine("soup", "bob", "2026-11-10T10:00:00Z"),
        LogLine("soup-thick", "bob", "2026-11-10T10:00:00Z"),
        LogLine("soup-copy", "ann", "2026-11-10T10:00:00Z"),
      ])
      try village.rollUp()
      #expect(
        try village.counts(.family, "soup", on: "2026-11-10") == .counted(3, viewers: 2))
      #expect(
        try village.counts(.recipe, "soup", on: "2026-11-10") == .counted(1, viewers: 1))
      #expect(
        try village.counts(.family, "soup-thick", on: "2026-11-10") == .counted(1, viewers: 1))
      #expect(
        try village.counts(.family, "soup", in: CountingTests.november)
          == .counted(3, viewers: 2, shares: 1, forks: 2))
    }
  }

  @Test func `R26: a recipe that joins a tree later takes its views along`() throws {
    try CountingTests.village { village in
      try village.add(recipe: "stew", in: "south")
      try village.load([LogLine("stew", "bob", "2026-11-10T10:00:00Z")])
      try village.rollUp()
      #expect(try village.counts(.family, "stew", on: "2026-11-10")?.views.views == 1)
      #expect(try village.counts(.family, "soup", on: "2026-11-10") == nil)
      try village.setOrigin(of: "stew", to: "soup")
      #expect(try village.counts(.family, "soup", on: "2026-11-10")?.views.views == 1)
      #expect(try village.reconcile().isProved)
    }
  }

  @Test func `R27: a second rollup has nothing to do and changes nothing`() throws {
    try CountingTests.village { village in
      try village.load([LogLine("soup", "bob", "2026-11-10T10:00:00Z")])
      let first = try village.rollUp()
      let before = try village.dump()
      let second = try village.rollUp()
      #expect(first.days == 1 && first.rows == 1 && first.events == 1)
      #expect(second.days == 0 && second.rows == 0 && second.events == 0)
      #expect(try village.dump() == before)
    }
  }

  @Test func `R27: a late event changes the periods it touches and no other`() throws {
    try CountingTests.village { village in
      try village.load([
        LogLine("soup", "bob", "2026-10-10T10:00:00Z"),
        LogLine("soup", "bob", "2026-11-10T10:00:00Z"),
      ])
      try village.rollUp()
      // A row that nothing touches would be put right if it were counted again.
      try village.run("UPDATE rollup_day SET views = 77 WHERE day = \(day("2026-11-10"))")
      try village.load([LogLine("soup", "ann", "2026-10-10T12:00:00Z")])
      let outcome = try village.rollUp()
      #expect(outcome.days == 1 && outcome.rows == 1)
      #expect(
        try village.counts(.recipe, "soup", on: "2026-10-10") == .counted(2, viewers: 2))
      let untouched = try village.store.read {
        try $0.countedDays(on: Day(number: day("2026-11-10")))
      }
      #expect(untouched.map(\.views) == [77])
    }
  }

  @Test func `R27: an edited recipe makes no day dirty`() throws {
    try CountingTests.village { village in
      try village.load([LogLine("soup", "bob", "2026-11-10T10:00:00Z")])
      try village.rollUp()
      try village.delete(recipe: "soup-thick")
      #expect(try village.rollUp().days == 0)
    }
  }

  @Test func `R28: the first and the last moment of a month count in it and on their days`() throws
  {
    try CountingTests.village { village in
      try village.load([
        LogLine("soup", "bob", "2026-09-30T23:59:59.999Z"),
        LogLine("soup", "ann", "2026-10-01T00:00:00Z"),
        LogLine("soup", "bob", "2026-10-31T23:59:59.999Z"),
        LogLine("soup", "ann", "2026-11-01T00:00:00Z"),
      ])
      try village.rollUp()
      for day in ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"] {
        #expect(try village.counts(.recipe, "soup", on: day)?.views.views == 1)
      }
      for (month, views) in [(9, 1), (10, 2), (11, 1)] {
        let counts = try village.counts(.recipe, "soup", in: Month(year: 2026, month: month))
        #expect(counts?.views.views == views && counts?.viewers == UniqueCount(views))
      }
    }
  }

  @Test func `R28: a community's days are those of its zone, a family's those of the installation`()
    throws
  {
    try CountingTests.village { village in
      try village.setZone("Asia/Kathmandu", of: "north")
      try village.store.write { try $0.setInstallationZone("America/Sao_Paulo") }
      // 23:59:59.999 and 0:00 in Kathmandu; 1:00 of the day in UTC is 22:00 of the day before.
      try village.load([
        LogLine("soup", "ann", "2026-11-10T18:14:59.999Z"),
        LogLine("soup", "bob", "2026-11-10T18:15:00Z"),
        LogLine("soup", nil, "2026-11-11T01:00:00Z"),
      ])
      try village.rollUp()
      for subject in [Installation.Subject.recipe, .community] {
        let id = subject == .recipe ? "soup" : "north"
        #expect(try village.counts(subject, id, on: "2026-11-10")?.views.views == 1)
        #expect(try village.counts(subject, id, on: "2026-11-11")?.views.views == 2)
      }
      #expect(
        try village.counts(.family, "soup", on: "2026-11-10")
          == .counted(3, viewers: 2, anonymous: 1))
      #expect(try village.counts(.family, "soup", on: "2026-11-11") == nil)
      #expect(try village.reconcile().isProved)
    }
  }

  private func day(_ text: String) -> Int32 { moment("\(text)T00:00:00Z").day.number }
}
