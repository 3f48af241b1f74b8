import Indexes
import RecipeModel
@testable import Statistics
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// Periods with so many views that their days are counted on all cores.
struct LongPeriodTests {
  private static let days = (0..<14).map { Day(number: 20_740 + Int32($0)) }

  private func counted(
    _ body: (Installation, _ events: [Day: [JudgedView]]) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let village = try Installation(in: folder)
      try village.add(user: "ann")
      try village.add(community: "north", members: ["ann"])
      var generator = SeededGenerator(seed: 1)
      var events: [Day: [JudgedView]] = [:]
      for day in LongPeriodTests.days {
        // 5,000 recipes take some 25,000 bytes.
        events[day] = (1...5000).map { recipe in
          JudgedView(
            ViewEvent(
              recipe: recipe, viewer: .random(in: 20_000...60_000, using: &generator),
              at: day.start), .view)
        }
      }
      try village.store.write { transaction in
        let place = CalendarPlace(community: CommunityKey(1), zone: "UTC")
        try transaction.insertCalendar(place)
        let calendar = try #require(try transaction.rollupCalendar(of: place))
        for (day, events) in events {
          var builder = CountedDayBuilder()
          builder.add(allOf: events)
          try transaction.store(
            StoredCountedDay(
              calendar: calendar, day: day, recipes: builder.recipes, views: builder.counts.views,
              anonymous: 0, repeats: 0, robots: 0, payload: builder.payload))
        }
      }
      try body(village, events)
    }
  }

  @Test(arguments: [Grain.year, .month, .day], [100, ViewerUnion.exactLimit])
  func `R26: the views and viewers of a long period are those of its days one by one`(
    grain: Grain, limit: Int
  ) throws {
    try counted { village, events in
      for recipes in [nil, KeySet(1...3000)] {
        var expected: [Period: ViewTally] = [:]
        for (day, views) in events.sorted(by: { $0.key < $1.key }) {
          let period = grain.period(of: day)
          for view in views where recipes?.contains(view.recipe) ?? true {
            expected[period, default: ViewTally(exactUpTo: limit)].add(view)
          }
        }
        try village.store.read { transaction in
          let selection =
            try recipes == nil
            ? RecipeSelection.community(CommunityKey(1), zone: "UTC", in: transaction)
            : .nodes(
              (1...3000).map { key in
                LineNode(
                  key: RecipeKey(key), origin: nil, kind: nil, community: CommunityKey(1),
                  creator: UserKey(1), createdAt: Installation.now, isDeleted: false)
              }, in: transaction)
          let numbers = try SubjectNumbers(
            of: selection, during: StatisticsRequest(by: grain), in: transaction, exactUpTo: limit)
          #expect(numbers.series.map(\.period) == expected.keys.sorted())
          for told in numbers.series {
            #expect(told.counts.views == expected[told.period]?.counts)
            #expect(told.counts.viewers == expected[told.period]?.viewers)
          }
          var all = ViewTally(exactUpTo: limit)
          for tally in expected.values { all.add(tally) }
          #expect(numbers.totals.viewers == all.viewers)
          #expect(numbers.totals.views == all.counts)
        }
      }
    }
  }

  @Test func `the first damaged day of a long period is named`() throws {
    try counted { village, _ in
      for place in [11, 5, 8] {
        try village.run(
          """
          UPDATE rollup_day SET payload = substr(payload, 2)
           WHERE day = \(LongPeriodTests.days[place].number)
          """)
      }
      #expect(throws: DamagedRollup(day: LongPeriodTests.days[5])) {
        try village.store.read { transaction in
          _ = try SubjectNumbers(
            of: .community(CommunityKey(1), zone: "UTC", in: transaction),
            during: StatisticsRequest(by: .year), in: transaction)
        }
      }
    }
  }
}
