import Foundation
import RecipeModel
import TestKit
import Testing

@testable import BackupRepository

@Suite struct RetentionTests {
  private func kept(
    _ policy: RetentionPolicy, _ moments: [String]
  ) -> [String] {
    let candidates = moments.map { text in
      RetentionCandidate(id: text, createdAt: SampleRepository.instant(text))
    }
    return policy.decide(candidates).filter(\.isKept).map(\.id)
  }

  private func period(_ text: String) throws -> RetentionReason {
    .period(try #require(Period(text)))
  }

  @Test func `each rule keeps the last snapshot of its newest periods and says so`() throws {
    let policy = RetentionPolicy(last: 1, hourly: 2, daily: 2, weekly: 2, monthly: 2, yearly: 2)
    let moments = [
      "2026-11-22T10:50:00Z", "2026-11-22T10:10:00Z", "2026-11-22T09:00:00Z",
      "2026-11-20T23:00:00Z", "2026-11-14T12:00:00Z", "2026-11-02T12:00:00Z",
      "2026-10-31T12:00:00Z", "2025-12-31T12:00:00Z", "2024-06-01T12:00:00Z",
    ]
    let decisions = policy.decide(
      moments.reversed().map {
        RetentionCandidate(id: $0, createdAt: SampleRepository.instant($0))
      })
    #expect(decisions.map(\.id) == moments)
    #expect(
      decisions.map(\.reasons) == [
        [
          .last(1), try period("2026-11-22T10Z"), try period("2026-11-22"),
          try period("2026-W47"), try period("2026-11"), try period("2026"),
        ], [], [try period("2026-11-22T09Z")], [try period("2026-11-20")],
        [try period("2026-W46")], [], [try period("2026-10")], [try period("2025")], [],
      ])
  }

  @Test(arguments: [
    // Years of ISO weeks: 2027-01-01 lies in week 53 of 2026.
    (
      RetentionPolicy(weekly: 2),
      ["2027-01-03T00:00:00Z", "2026-12-28T00:00:00Z", "2026-12-27T00:00:00Z"],
      ["2027-01-03T00:00:00Z", "2026-12-27T00:00:00Z"]
    ),
    // A pause of backups costs none of the older ones.
    (
      RetentionPolicy(daily: 2), ["2026-11-22T00:00:00Z", "2020-01-01T00:00:00Z"],
      ["2026-11-22T00:00:00Z", "2020-01-01T00:00:00Z"]
    ),
    // The newest one stays, whatever the rules say, and everything where there are none.
    (
      RetentionPolicy(last: 1), ["2026-11-22T00:00:00Z", "2026-11-21T00:00:00Z"],
      ["2026-11-22T00:00:00Z"]
    ),
    (
      RetentionPolicy(), ["2026-11-22T00:00:00Z", "2026-11-21T00:00:00Z"],
      ["2026-11-22T00:00:00Z", "2026-11-21T00:00:00Z"]
    ),
    (RetentionPolicy(yearly: 3), [], []),
  ])
  func `known cases are decided as they should`(
    policy: RetentionPolicy, moments: [String], expected: [String]
  ) {
    #expect(kept(policy, moments) == expected)
  }

  @Test func `days are those of the time zone`() throws {
    let moments = ["2026-11-22T10:00:00Z", "2026-11-21T23:30:00Z", "2026-11-21T22:30:00Z"]
    #expect(kept(RetentionPolicy(daily: 2), moments) == [moments[0], moments[1]])
    let berlin = RetentionPolicy(daily: 2, clock: try #require(ZoneClock("Europe/Berlin")))
    #expect(kept(berlin, moments) == [moments[0], moments[2]])
  }

  @Test func `one that cannot be restored takes no other one's place`() {
    func candidate(_ day: Int, _ isGood: Bool) -> RetentionCandidate<Int> {
      RetentionCandidate(
        id: day, createdAt: Instant(milliseconds: Int64(day) * 86_400_000), isGood: isGood)
    }
    let decisions = RetentionPolicy(daily: 1).decide([
      candidate(3, false), candidate(2, true), candidate(1, true),
    ])
    #expect(decisions.filter(\.isKept).map(\.id) == [2])
    let none = RetentionPolicy(daily: 1).decide([candidate(2, false), candidate(1, false)])
    #expect(none.map(\.reasons) == [[.noneIsGood], [.noneIsGood]])
  }

  @Test(arguments: 0..<200)
  func `what is kept is what a slow reference keeps`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let zone = ["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"][seed % 4]
    let span = Int64([3, 60, 400, 2500][seed / 4 % 4]) * 86_400_000
    func count() -> Int { [0, 0, 1, 2, 5, 12].randomElement(using: &random) ?? 0 }
    var policy = RetentionPolicy(
      last: count(), hourly: count(), daily: count(), weekly: count(), monthly: count(),
      yearly: count(), clock: try #require(ZoneClock(zone)))
    if seed % 10 == 0 { policy.yearly = .max }
    let candidates = (0..<Int.random(in: 1...60, using: &random)).map { id in
      RetentionCandidate(
        id: id,
        createdAt: Instant(
          milliseconds: 1_750_000_000_000 + Int64.random(in: 0...span, using: &random)),
        isGood: Int.random(in: 0..<8, using: &random) > 0)
    }
    let decisions = policy.decide(candidates)
    #expect(decisions.count == candidates.count)
    #expect(!decisions.filter(\.isKept).isEmpty)
    #expect(
      Set(decisions.filter(\.isKept).map(\.id)) == RetentionReference.kept(policy, zone, candidates)
    )
  }
}

/// Says the rules again, in the words of a calendar.
private enum RetentionReference {
  static func kept(
    _ policy: RetentionPolicy, _ zone: String, _ candidates: [RetentionCandidate<Int>]
  ) -> Set<Int> {
    let counts = [
      policy.hourly, policy.daily, policy.weekly, policy.monthly, policy.yearly,
    ]
    let good = candidates.filter(\.isGood).sorted {
      ($0.createdAt.milliseconds, $0.id) < ($1.createdAt.milliseconds, $1.id)
    }
    guard let newest = good.last, policy.last > 0 || counts.contains(where: { $0 > 0 }) else {
      return Set(candidates.map(\.id))
    }
    var kept: Set<Int> = [newest.id]
    kept.formUnion(good.suffix(policy.last).map(\.id))
    for (rule, count) in counts.enumerated() {
      var lastOfPeriod: [String: Int] = [:]
      var order: [String] = []
      for candidate in good {
        let name = name(rule, candidate.createdAt, zone)
        if lastOfPeriod.updateValue(candidate.id, forKey: name) == nil { order.append(name) }
      }
      kept.formUnion(order.suffix(count).compactMap { lastOfPeriod[$0] })
    }
    return kept
  }

  private static func name(_ rule: Int, _ moment: Instant, _ zone: String) -> String {
    let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
    if rule == 0 { return "\(moment.milliseconds / 3_600_000)" }
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
    let parts = calendar.dateComponents(
      [.year, .month, .day, .yearForWeekOfYear, .weekOfYear], from: date)
    let (year, month) = (parts.year ?? 0, parts.month ?? 0)
    switch rule {
    case 1: return "\(year)-\(month)-\(parts.day ?? 0)"
    case 2: return "\(parts.yearForWeekOfYear ?? 0)-\(parts.weekOfYear ?? 0)"
    case 3: return "\(year)-\(month)"
    default: return "\(year)"
    }
  }
}
