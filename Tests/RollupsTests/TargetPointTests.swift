import Foundation
import Indexes
import RecipeModel
import Statistics
import TestKit
import Testing

@testable import Rollups
@testable import Store

/// Points of targets against a count of every event by itself, in Foundation's calendar.
struct TargetPointTests {
  /// A zone, and days around a change of its clocks.
  struct Place: Sendable, CustomTestStringConvertible {
    var zone: String
    /// Noon in UTC of the middle day.
    var middle: String

    var testDescription: String { zone }
  }

  static let places = [
    // Half an hour forward.
    Place(zone: "Australia/Lord_Howe", middle: "2026-10-04T12:00:00Z"),
    // Back over midnight.
    Place(zone: "Asia/Beirut", middle: "2026-10-25T12:00:00Z"),
    // Midnight left out.
    Place(zone: "America/Sao_Paulo", middle: "2018-11-04T12:00:00Z"),
    // Five hours and three quarters, and the end of a month.
    Place(zone: "Asia/Kathmandu", middle: "2026-10-31T12:00:00Z"),
    Place(zone: "America/New_York", middle: "2026-11-01T12:00:00Z"),
    Place(zone: "Pacific/Kiritimati", middle: "2026-09-30T12:00:00Z"),
  ]

  @Test(arguments: places, 0..<6)
  func `R28: every period of a target has a point that says what happened in it`(
    place: Place, seed: Int
  ) throws {
    try withTemporaryFolder { folder in
      var town = try Town(place, in: folder, seed: seed)
      for _ in 0..<3 {
        try town.goOn()
        try town.village.rollUp(batchEvents: 10)
        try town.expectPoints()
      }
      #expect(try town.village.reconcile().isProved)
    }
  }
}

/// A community that has every target there can be, and another one beside it.
private struct Town {
  let village: Installation
  private let zone: String
  private let middle: Instant
  private var random: SeededGenerator
  private var calendar = Calendar(identifier: .iso8601)
  /// What happened in the community, when, and who did it.
  private var facts: [(measure: TargetMeasure, at: Instant, user: String?)] = []
  private var members: Set<String> = ["ann"]
  private var recipes = 1

  init(_ place: TargetPointTests.Place, in folder: URL, seed: Int) throws {
    village = try Installation(in: folder)
    zone = place.zone
    middle = moment(place.middle)
    random = SeededGenerator(seed: seed)
    calendar.timeZone = try #require(TimeZone(identifier: place.zone))
    for user in ["ann", "bob", "cid"] { try village.add(user: user) }
    try village.add(community: "home", members: ["ann"], zone: zone)
    try village.add(community: "away")
    // Every event is a view.
    try village.store.write { try $0.setViewWindow(minutes: 0) }
    try village.add(recipe: "r0", in: "home", on: middle)
    facts.append((.recipes, middle, nil))
    let since = middle.day.advanced(by: -40)
    for measure in TargetMeasure.allCases {
      for frequency in TargetFrequency.allCases {
        try village.setTarget(measure, frequency, of: "home", since: since)
        // It ends after all that happens.
        try village.removeTarget(
          measure, frequency, of: "home", on: middle.day.advanced(by: 130))
      }
    }
  }

  /// More of everything, some of it late.
  mutating func goOn() throws {
    var lines: [LogLine] = []
    for _ in 0..<Int.random(in: 5...40, using: &random) {
      let (user, at) = (pick(["ann", "bob", "cid", nil]), time())
      // Of equal events in two logs one counts.
      if facts.contains(where: { $0.measure == .views && $0.at == at && $0.user == user }) {
        continue
      }
      lines.append(LogLine("r0", user, at))
      facts.append((.views, at, user))
    }
    try village.load(lines, as: "log-\(facts.count).jsonl")
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let (user, at) = (pick(["ann", "bob", "cid"]), time())
      try village.act(user, in: "home", on: at)
      facts.append((.members, at, user))
    }
    for kind in [OriginKind.share, .variant, .personalCopy] {
      let (recipe, at) = ("r\(recipes)", time())
      let community = kind == .share ? "away" : kind == .variant ? "home" : nil
      try village.add(recipe: recipe, in: community, from: "r0", as: kind, on: at)
      recipes += 1
      if kind == .personalCopy { continue }
      facts.append((.forks, at, nil))
      facts.append((kind == .share ? .shares : .recipes, at, nil))
    }
    let (proposedAt, decidedAt) = (time(), time())
    try village.propose(to: "r0", by: "bob", on: proposedAt, decided: (.accepted, decidedAt))
    facts += [(.proposals, proposedAt, nil), (.accepted, decidedAt, nil)]
    if Bool.random(using: &random) {
      try village.join("bob", "home")
      members.insert("bob")
    }
  }

  func expectPoints() throws {
    let targets = try village.store.read { transaction in
      try transaction.targets(of: CommunityKey(1)).map { target in
        (target, try transaction.targetPoints(of: target.key))
      }
    }
    #expect(targets.count == TargetMeasure.allCases.count * TargetFrequency.allCases.count)
    for (target, points) in targets {
      var next = target.since
      for point in points {
        let period = target.frequency.grain.period(of: point.day)
        #expect(point.day == next)
        #expect(point.value == count(target.measure, in: period) && point.errorMillionths == 0)
        next = period.days.upperBound.advanced(by: 1)
      }
      // Up to its end, or through the period that it is now.
      let end = try #require(target.until)
      let clock = try #require(ZoneClock(zone))
      let now = target.frequency.grain.period(of: clock.day(of: Installation.now))
      #expect(next == min(end, now.next.firstDay))
    }
  }

  private func count(_ measure: TargetMeasure, in period: Period) -> Int {
    let inside = facts.filter { name(of: $0.at, as: period.grain) == period.description }
    switch measure {
    case .viewers: return Set(inside.filter { $0.measure == .views }.compactMap(\.user)).count
    case .members:
      return Set(inside.compactMap(\.user)).intersection(members).count
    default: return inside.count { $0.measure == measure }
    }
  }

  /// What the period of a moment is called.
  private func name(of moment: Instant, as grain: Grain) -> String {
    let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
    let parts = calendar.dateComponents(
      [.year, .month, .day, .weekOfYear, .yearForWeekOfYear], from: date)
    let (year, month) = (parts.year ?? 0, parts.month ?? 0)
    func two(_ number: Int?) -> String { number.map { $0 < 10 ? "0\($0)" : "\($0)" } ?? "?" }
    return switch grain {
    case .day: "\(year)-\(two(month))-\(two(parts.day))"
    case .week: "\(parts.yearForWeekOfYear ?? 0)-W\(two(parts.weekOfYear))"
    case .month: "\(year)-\(two(month))"
    default: "\(year)-Q\((month + 2) / 3)"
    }
  }

  /// Within some days, mostly around midnights.
  private mutating func time() -> Instant {
    let days = Int64.random(in: -3...3, using: &random)
    let minutes = Int64.random(in: 0..<1440, using: &random)
    let halfHours = Int64.random(in: 0..<48, using: &random) * 30
    return middle.advanced(
      byMilliseconds: days * 86_400_000
        + (Bool.random(using: &random) ? minutes : halfHours) * 60_000
        - (Bool.random(using: &random) ? 1 : 0))
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }
}
