import Foundation
import Indexes
import PipelineCore
import RecipeModel
@testable import Statistics
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// What is told of every subject in every length of periods, against sets over the raw events.
struct UniqueViewersTests {
  @Test(arguments: 0..<12)
  func `R24, R26, R28: views and unique viewers of any days are those of the raw events`(
    seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var town = try Town(in: folder, seed: seed)
      try town.happen()
      try town.village.rollUp()
      try town.village.store.read { transaction in
        for subject in try Subject.all(in: transaction) {
          for grain in Grain.allCases {
            try town.check(subject, StatisticsRequest(by: grain), in: transaction)
            for _ in 0..<3 {
              let days = town.days()
              try town.check(subject, StatisticsRequest(days, by: grain), in: transaction)
            }
          }
        }
      }
    }
  }
}

/// A subject as the store knows it, and as the test does.
private struct Subject {
  var name: String
  var selection: RecipeSelection
  var recipes: Set<Int64>
  var zone: String

  static func all(in transaction: ReadTransaction) throws -> [Subject] {
    let east = try #require(try transaction.communityProfile(CommunityID("east")))
    let west = try #require(try transaction.communityProfile(CommunityID("west")))
    let storedWest = try #require(try transaction.community(CommunityID("west")))
    let tag = try #require(try transaction.tag(FoldedName("Soups"))?.tag)
    let bob = try #require(try transaction.user(UserID("bob")))
    let family = try transaction.familyKeys(below: RecipeKey(1))
    func subject(
      _ name: String, _ selection: RecipeSelection, _ recipes: Set<Int64>, _ zone: String
    ) -> Subject {
      Subject(name: name, selection: selection, recipes: recipes, zone: zone)
    }
    return [
      subject("recipe", try .recipe(RecipeKey(3), in: transaction), [3], Town.west),
      subject("copy", try .recipe(RecipeKey(4), in: transaction), [4], Town.shared),
      subject("family", try .recipes(family, in: transaction), [1, 2, 3, 4], Town.shared),
      subject(
        "east", try .community(east.key, zone: east.timeZone, in: transaction), [1, 5], Town.east),
      subject(
        "west", try .community(west.key, zone: west.timeZone, in: transaction), [2, 3, 6],
        Town.west),
      subject("tag", try .tag(tag, in: transaction), [1, 3, 6], Town.shared),
      subject("tag of west", try .tag(tag, of: storedWest, in: transaction), [3, 6], Town.west),
      subject("creator", try .creator(bob.key, in: transaction), [2, 4, 5], Town.shared),
      subject("installation", try .installation(in: transaction), Set(1...6), Town.shared),
    ]
  }
}

/// Two communities in zones of their own, in an installation that follows a third.
private struct Town {
  static let east = "Asia/Kathmandu"
  static let west = "America/New_York"
  static let shared = "Europe/Berlin"

  let village: Installation
  private var random: SeededGenerator
  /// The raw events with what the obvious reading of R24 makes of each.
  private var judged: [(event: ViewEvent, verdict: ViewRules.Verdict)] = []

  init(in folder: URL, seed: Int) throws {
    random = SeededGenerator(seed: seed)
    village = try Installation(in: folder)
    for user in ["ann", "bob", "cid", "dot", "eve"] { try village.add(user: user) }
    try village.add(community: "east", zone: Town.east)
    try village.add(community: "west", zone: Town.west)
    try village.store.write { try $0.setInstallationZone(Town.shared) }
    try village.add(recipe: "r1", in: "east")
    try village.add(recipe: "r2", in: "west", from: "r1", as: .share, by: "bob")
    try village.add(recipe: "r3", in: "west", from: "r2", as: .variant)
    try village.add(recipe: "r4", in: nil, from: "r1", as: .personalCopy, by: "bob")
    try village.add(recipe: "r5", in: "east", by: "bob")
    try village.add(recipe: "r6", in: "west")
    try village.store.write { transaction in
      let tag = try #require(try transaction.storeTag("Soups"))
      for recipe in [1, 3, 6] as [Int64] { try transaction.add(tag, to: RecipeKey(recipe)) }
    }
  }

  private static let starts = [
    // The turn of a year and of its last week, and both changes of clocks in spring.
    "2025-12-27", "2025-12-31", "2026-03-07", "2026-03-28",
  ]

  mutating func happen() throws {
    for _ in 0..<3 {
      let events = (0..<60).map { _ in event() }
      try village.add(events: events)
    }
    let events = try village.events()
    judged = events.map { event in
      if event.agent != .person { return (event, .robot) }
      let isRepeat =
        event.viewer != nil
        && events.contains { other in
          other.recipe == event.recipe && other.viewer == event.viewer && other.at < event.at
            && event.at.milliseconds - other.at.milliseconds <= 30 * 60_000
        }
      return (event, isRepeat ? .repeat : .view)
    }
  }

  private mutating func event() -> ViewEvent {
    let start = Town.starts.compactMap { Day($0) }.randomElement(using: &random)
    let minute = Int64.random(in: 0..<3 * 96, using: &random) * 15
    let viewer = Int64.random(in: 0...5, using: &random)
    let day = start ?? Day(number: 0)
    // No two events in one millisecond, so that which of them is the repeat is no question.
    return ViewEvent(
      recipe: .random(in: 1...6, using: &random), viewer: viewer == 0 ? nil : viewer,
      at: day.start.advanced(
        byMilliseconds: minute * 60_000 + .random(in: 0..<60_000, using: &random)),
      agent: Int.random(in: 0..<8, using: &random) == 0 ? .crawler : .person)
  }

  /// A span of days in which mostly something happened.
  mutating func days() -> ClosedRange<Day> {
    let first = Town.starts.compactMap { Day($0) }.randomElement(using: &random) ?? Day(number: 0)
    let day = first.advanced(by: .random(in: -1...3, using: &random))
    return day...day.advanced(by: .random(in: 0...100, using: &random))
  }

  func check(
    _ subject: Subject, _ span: StatisticsRequest, in transaction: ReadTransaction
  ) throws {
    let clock = try #require(ZoneClock(subject.zone))
    var periods: [Period: [(ViewEvent, ViewRules.Verdict)]] = [:]
    for (event, verdict) in judged where subject.recipes.contains(event.recipe) {
      let moment = event.at
      let day =
        span.grain == .hour
        ? moment.day : moment.advanced(byMilliseconds: clock.offset(at: moment)).day
      guard span.days.contains(day) else { continue }
      let period = span.grain == .hour ? Period(hourOf: moment) : span.grain.period(of: day)
      periods[period, default: []].append((event, verdict))
    }
    let numbers = try SubjectNumbers(of: subject.selection, during: span, in: transaction)
    let told = numbers.series.filter { !$0.counts.views.isZero }
    #expect(told.map(\.period) == periods.keys.sorted(), "\(subject.name) \(span.grain)")
    for period in told {
      let expected = Town.counts(periods[period.period] ?? [])
      #expect(
        period.counts.views == expected.views && period.counts.viewers == expected.viewers,
        "\(subject.name) \(period.period)")
    }
    let all = Town.counts(periods.values.flatMap { $0 })
    #expect(numbers.totals.views == all.views && numbers.totals.viewers == all.viewers)
    // Above its limit a number is an estimate, and says so.
    let rough = try SubjectNumbers(
      of: subject.selection, during: span, in: transaction, exactUpTo: 2)
    #expect(rough.totals.viewers.isExact == (all.viewers.value <= 2))
    #expect(rough.totals.viewers.value == all.viewers.value)
    #expect(rough.totals.views == all.views)
  }

  private static func counts(
    _ events: [(event: ViewEvent, verdict: ViewRules.Verdict)]
  ) -> MeasuredCounts {
    let views = events.filter { $0.verdict == .view }.map(\.event)
    return .counted(
      views.count, viewers: Set(views.compactMap(\.viewer)).count,
      anonymous: views.count { $0.viewer == nil },
      repeats: events.count { $0.verdict == .repeat },
      robots: events.count { $0.verdict == .robot })
  }
}
