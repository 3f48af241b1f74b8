import CommunityRules
import Indexes
import PipelineCore
import RecipeModel
@testable import Statistics
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// The read side, on rollups that were made from logs.
struct StatisticsThroughTheStoreTests {
  private static let lines = [
    LogLine("soup", "bob", "2026-10-31T10:00:00Z"),
    LogLine("soup", "bob", "2026-11-10T10:00:00Z"),
    LogLine("soup", "ann", "2026-11-10T10:00:00Z"),
    LogLine("soup-south", "bob", "2026-11-10T10:00:00Z"),
    LogLine("soup-thick", "ann", "2026-11-11T10:00:00Z"),
    LogLine("soup-thick", nil, "2026-11-12T10:00:00Z"),
  ]

  private func counted(_ body: (Installation) throws -> Void) throws {
    try CountingTests.village { village in
      try village.load(StatisticsThroughTheStoreTests.lines)
      try village.rollUp()
      try body(village)
    }
  }

  private static let north = Reach.person(UserID("bob"), communities: [CommunityID("north")])
  private static let south = Reach.person(UserID("cid"), communities: [CommunityID("south")])

  private func read(
    _ recipe: String, _ span: StatisticsRequest = StatisticsRequest(),
    within reach: Reach = .installation,
    in village: Installation
  ) throws -> RecipeStatistics? {
    try village.store.read { transaction in
      try RecipeStatistics.read(
        of: RecipeID(recipe), during: span, within: reach, in: transaction)
    }
  }

  @Test func `R26: a viewer of several days and recipes is one viewer of the span`() throws {
    try counted { village in
      let soup = try #require(try read("soup", in: village))
      #expect(
        soup.direct.totals.reach
          == .counted(3, viewers: 2, shares: 1, forks: 1))
      #expect(
        soup.family.totals.reach
          == .counted(6, viewers: 2, anonymous: 1, shares: 1, forks: 2))
      #expect(soup.members == 4 && soup.viewsBeyondReach == nil && !soup.isBehind)
    }
  }

  @Test(arguments: Grain.allCases)
  func `R26: a family has the numbers of its members together, whoever sees all of them`(
    grain: Grain
  ) throws {
    try counted { village in
      let everyone = Reach.person(
        UserID("ann"), communities: [CommunityID("north"), CommunityID("south")])
      let family = try #require(try read("soup", StatisticsRequest(by: grain), in: village))
      let together = try village.store.read { transaction in
        try SubjectNumbers(
          of: try village.selection(.family, "soup", in: transaction),
          during: StatisticsRequest(by: grain), in: transaction)
      }
      #expect(family.family == together)
      #expect(
        family.family.totals.reach == .counted(6, viewers: 2, anonymous: 1, shares: 1, forks: 2))
      #expect(family.family.series.reduce(0) { $0 + $1.counts.views.views } == 6)
      #expect(
        try read("soup", StatisticsRequest(by: grain), within: everyone, in: village) == family)
    }
  }

  @Test(arguments: Measure.allCases)
  func `a measure alone is what it is among all of them`(measure: Measure) throws {
    try counted { village in
      try village.store.read { transaction in
        for grain in [Grain.hour, .day, .year] {
          for selection in [
            try village.selection(.community, "north", in: transaction),
            try village.selection(.family, "soup", in: transaction),
            try RecipeSelection.installation(in: transaction),
          ] {
            func numbers(_ measures: [Measure]) throws -> SubjectNumbers {
              try SubjectNumbers(
                of: selection, during: StatisticsRequest(by: grain, measures: Set(measures)),
                in: transaction)
            }
            let (all, alone) = (try numbers(Measure.allCases), try numbers([measure]))
            #expect(alone.totals[measure] == all.totals[measure])
            func told(_ numbers: SubjectNumbers) -> [Period: UniqueCount] {
              numbers.series.reduce(into: [:]) { told, period in
                let count = period.counts[measure]
                if count != .zero { told[period.period] = count }
              }
            }
            #expect(told(alone) == told(all))
            #expect(try numbers([]) == SubjectNumbers(totals: MeasuredCounts(), series: []))
          }
        }
      }
    }
  }

  @Test func `R26: the family of a recipe that is no root is its own subtree`() throws {
    try counted { village in
      let share = try #require(try read("soup-south", in: village))
      #expect(
        share.family.totals.reach == .counted(3, viewers: 2, anonymous: 1, forks: 1))
      #expect(share.family.series.map(\.counts.views.views) == [0, 0, 1, 1, 1])
    }
  }

  @Test func `R19: what descends beyond a person's communities is one number`() throws {
    try counted { village in
      let soup = try #require(
        try read("soup", within: StatisticsThroughTheStoreTests.north, in: village))
      #expect(soup.family.totals.views.views == 3)
      #expect(soup.members == 1 && soup.viewsBeyondReach == 3)
    }
  }

  @Test func `R19: a personal copy of somebody else leaves no trace in a family's numbers`() throws
  {
    try counted { village in
      // The thick soup of the south has a copy in a catalogue, and nothing else descends from it.
      try village.load([LogLine("soup-copy", "ann", "2026-11-20T10:00:00Z")])
      try village.rollUp()
      let everyone = Reach.person(
        UserID("bob"), communities: [CommunityID("north"), CommunityID("south")])
      let soup = try #require(try read("soup", within: everyone, in: village))
      #expect(soup.viewsBeyondReach == nil)
      #expect(soup.family.totals.views.views == 6)
      #expect(try read("soup", in: village)?.family.totals.views.views == 7)
    }
  }

  @Test func `R7: a recipe beyond a person's reach has no numbers`() throws {
    try counted { village in
      let south = StatisticsThroughTheStoreTests.south
      let unseen = try read("soup", within: south, in: village)
      let seen = try read("soup-south", within: south, in: village)
      let copy = try read(
        "soup-copy", within: .person(UserID("bob"), communities: []), in: village)
      #expect(unseen == nil && seen != nil && copy == nil)
    }
  }

  @Test func `R20: a deleted recipe has no numbers to show`() throws {
    try counted { village in
      try village.delete(recipe: "soup-thick")
      #expect(try read("soup-thick", in: village) == nil)
      #expect(try read("soup", in: village)?.family.totals.views.views == 6)
    }
  }

  @Test func `a span holds only its days, and months are cut at its ends`() throws {
    try counted { village in
      let days = moment("2026-11-11T00:00:00Z").day...moment("2026-11-30T00:00:00Z").day
      let family = try #require(
        try read("soup", StatisticsRequest(days, by: .month), in: village)
      ).family
      #expect(family.totals.reach == .counted(2, viewers: 1, anonymous: 1))
      #expect(family.series.map(\.counts) == [family.totals])
    }
  }

  @Test func `R7: a community's numbers are of its own recipes, and for its members`() throws {
    try counted { village in
      let south = try village.store.read { transaction in
        try CommunityStatistics.read(
          of: CommunityID("south"), during: StatisticsRequest(by: .month), within: .installation,
          in: transaction)
      }
      let numbers = try #require(south)
      #expect(
        numbers.numbers.totals.reach == .counted(3, viewers: 2, anonymous: 1, forks: 1))
      #expect(numbers.numbers.series.map(\.counts) == [numbers.numbers.totals])
      #expect(numbers.topRecipes.map(\.id.text) == ["soup-thick", "soup-south"])
      #expect(numbers.topRecipes.map(\.familyViews) == [2, 3])
      let unseen = try village.store.read { transaction in
        try CommunityStatistics.read(
          of: CommunityID("south"), within: StatisticsThroughTheStoreTests.north,
          in: transaction)
      }
      #expect(unseen == nil)
    }
  }

  @Test func `a community's report has its numbers, its family and the period before`() throws {
    try counted { village in
      let days = ReportedDays(
        from: moment("2026-11-01T00:00:00Z").day, until: moment("2026-11-11T00:00:00Z").day,
        now: Installation.now)
      let numbers = try #require(
        try village.store.read { transaction in
          try CommunityNumbers.read(
            of: CommunityID("north"), during: days, within: StatisticsThroughTheStoreTests.north,
            in: transaction)
        })
      #expect(numbers.numbers.totals.reach == .counted(2, viewers: 2, shares: 1, forks: 1))
      #expect(numbers.numbers.before?.totals.reach == .counted(1, viewers: 1))
      #expect(numbers.profile.members == 2 && numbers.profile.recipes == 1)
      #expect(numbers.numbers.totals.recipes == 1 && numbers.numbers.totals.forks == 1)
      let family = try #require(numbers.mostForkedFamily)
      #expect(family.nodes.map(\.views) == [2, nil])
      guard case .hidden(let count, let distance) = family.nodes[1].subject else {
        Issue.record("what lies in the south is hidden")
        return
      }
      #expect(count == 2 && distance == 2)
      #expect(!numbers.isBehind)
    }
  }

  /// What somebody reads of a community: its numbers, and all that its report of November says.
  private func told(
    of community: String, within reach: Reach, in village: Installation
  ) throws -> (CommunityStatistics?, CommunityNumbers?) {
    let days = ReportedDays(
      from: moment("2026-11-01T00:00:00Z").day, until: moment("2026-12-01T00:00:00Z").day,
      now: Installation.now)
    return try village.store.read { transaction in
      (
        try CommunityStatistics.read(
          of: CommunityID(community), within: reach, in: transaction),
        try CommunityNumbers.read(
          of: CommunityID(community), during: days, within: reach, in: transaction)
      )
    }
  }

  @Test func `R7: what a community's people read does not tell of views elsewhere`() throws {
    try counted { village in
      try village.add(recipe: "bread", in: "south")
      try village.rollUp()
      let north = StatisticsThroughTheStoreTests.north
      let before = try told(of: "north", within: north, in: village)
      let soup = try read("soup", within: north, in: village)
      #expect(before.1?.numbers.lastCountedDay == moment("2026-11-10T00:00:00Z").day)
      #expect(before.0?.isBehind == false && before.1?.isBehind == false)
      // Before they are counted, and after: on a day of its own, and on one of the north's.
      try village.load([
        LogLine("bread", "ann", "2026-11-10T12:00:00Z"),
        LogLine("bread", nil, "2026-11-20T10:00:00Z"),
      ])
      for _ in 0...1 {
        let after = try told(of: "north", within: north, in: village)
        #expect(after == before)
        #expect(try read("soup", within: north, in: village) == soup)
        let all = try told(of: "north", within: .installation, in: village)
        #expect(all.1?.numbers.lastCountedDay == moment("2026-11-20T00:00:00Z").day)
        try village.rollUp()
      }
    }
  }

  @Test func `R7: what a community's people read does not tell of forks elsewhere`() throws {
    try counted { village in
      let north = StatisticsThroughTheStoreTests.north
      try village.add(recipe: "bread", in: "south")
      let before = try told(of: "north", within: north, in: village)
      try village.add(recipe: "bread-dark", in: "south", from: "bread", as: .variant)
      let after = try told(of: "north", within: north, in: village)
      #expect(after == before)
      #expect(try read("bread", in: village)?.direct.totals.forks == 1)
    }
  }

  @Test func `R7, R27: a community's people read that something of their own was not counted yet`()
    throws
  {
    try counted { village in
      let north = StatisticsThroughTheStoreTests.north
      func isBehind() throws -> [Bool?] {
        let told = try told(of: "north", within: north, in: village)
        return [
          told.0?.isBehind, told.1?.isBehind,
          try read("soup", within: north, in: village)?.isBehind,
        ]
      }
      #expect(try isBehind() == [false, false, false])
      try village.load([LogLine("soup", nil, "2026-11-10T12:00:00Z")])
      #expect(try isBehind() == [true, true, true])
      try village.rollUp()
      #expect(try isBehind() == [false, false, false])
      // Forks are no matter of rollups: they are told at once.
      try village.add(recipe: "soup-thin", in: "south", from: "soup", as: .variant)
      #expect(try isBehind() == [false, false, false])
      #expect(try read("soup", within: north, in: village)?.direct.totals.forks == 2)
      // Days of a zone that nothing was counted in yet are missing, other ones are not.
      try village.setZone("Asia/Tokyo", of: "south")
      #expect(try isBehind() == [false, false, false])
      try village.setZone("Asia/Tokyo", of: "north")
      #expect(try isBehind() == [true, true, true])
      try village.rollUp()
      #expect(try isBehind() == [false, false, false])
    }
  }

  @Test func `R19: the family views of a report leave out what lies in catalogues of others`()
    throws
  {
    try counted { village in
      try village.load([LogLine("soup-copy", "ann", "2026-11-20T10:00:00Z")])
      try village.rollUp()
      let ann = Reach.person(UserID("ann"), communities: [CommunityID("north")])
      for (reach, views) in [
        (StatisticsThroughTheStoreTests.north, 6), (ann, 7), (.installation, 7),
      ] {
        let told = try told(of: "north", within: reach, in: village)
        #expect(told.0?.topRecipes.map(\.familyViews) == [views])
        // The report leaves out the view of October.
        #expect(told.1?.topRecipes.map(\.familyViews) == [views - 1])
      }
    }
  }

  @Test func `numbers say when something was not counted yet`() throws {
    try counted { village in
      try village.load([LogLine("soup", "bob", "2026-11-13T10:00:00Z")])
      #expect(try read("soup", in: village)?.isBehind == true)
    }
  }

  @Test func `R28: hours are those of UTC, and hold what else happened in them`() throws {
    try counted { village in
      // Far from UTC, so that a local day holds few hours of the day in UTC of the same name.
      try village.setZone("Pacific/Apia", of: "south")
      try village.add(
        recipe: "soup-red", in: "south", from: "soup-south", as: .variant,
        on: moment("2026-11-10T23:30:00Z"))
      try village.rollUp()
      let day = try #require(Day("2026-11-10"))
      let numbers = try village.store.read { transaction in
        try SubjectNumbers(
          of: try village.selection(.community, "south", in: transaction),
          during: StatisticsRequest(day...day, by: .hour), in: transaction)
      }
      #expect(numbers.series.map(\.period.description) == ["2026-11-10T10Z", "2026-11-10T23Z"])
      #expect(
        numbers.series.map(\.counts.reach)
          == [.counted(1, viewers: 1), .counted(forks: 1)])
      #expect(numbers.series.last?.counts.recipes == 1)
      #expect(numbers.totals.reach == .counted(1, viewers: 1, forks: 1))
    }
  }

  @Test func `a damaged day is named by everything that is told from it`() throws {
    try counted { village in
      try village.run("UPDATE rollup_day SET payload = zeroblob(20) WHERE day = 20767")
      let fault = DamagedRollup(day: Day(number: 20_767))
      #expect(throws: fault) { try read("soup", in: village) }
      for reach in [Reach.installation, StatisticsThroughTheStoreTests.north] {
        #expect(throws: fault) { try told(of: "north", within: reach, in: village) }
      }
      let days = ReportedDays(now: Installation.now)
      #expect(throws: fault) {
        try village.store.read { try InstallationNumbers.read(during: days, in: $0) }
      }
      #expect(throws: fault) {
        try village.store.read { transaction in
          try RecipeNumbers.read(
            of: RecipeID("soup"), during: days, within: .installation, in: transaction)
        }
      }
      #expect(throws: fault) {
        try village.store.read { transaction in
          let north = try #require(try transaction.communityProfile(CommunityID("north")))
          let selection = try RecipeSelection.community(
            north.key, zone: north.timeZone, in: transaction)
          _ = try RankedRecipe.top(
            5, of: selection, during: StatisticsRequest.allDays, within: .installation,
            in: transaction)
        }
      }
      #expect(throws: fault) { try village.reconcile() }
      // Counting everything anew puts it right.
      try village.rollUp(rebuild: true)
      #expect(try village.reconcile().isProved)
    }
  }
}
