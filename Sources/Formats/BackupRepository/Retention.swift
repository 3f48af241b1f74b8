public import RecipeModel

/// Which snapshots are kept: the last one of each of the newest hours, days, ISO weeks, months and years
/// that have one.
///
/// Empty periods are not counted, so that a pause of backups costs none of the older ones. Hours are in
/// UTC, all longer periods in the time zone. A policy without any rule keeps everything.
public struct RetentionPolicy: Sendable, Equatable {
  /// How many of the newest snapshots are kept, whatever period they are of.
  public var last: Int
  public var hourly: Int
  public var daily: Int
  public var weekly: Int
  public var monthly: Int
  public var yearly: Int
  public var clock: ZoneClock

  public init(
    last: Int = 0, hourly: Int = 0, daily: Int = 0, weekly: Int = 0, monthly: Int = 0,
    yearly: Int = 0, clock: ZoneClock = .utc
  ) {
    precondition(
      min(last, hourly, daily, min(weekly, monthly, yearly)) >= 0, "counts are not negative")
    self.last = last
    self.hourly = hourly
    self.daily = daily
    self.weekly = weekly
    self.monthly = monthly
    self.yearly = yearly
    self.clock = clock
  }

  private var periods: [(grain: Grain, count: Int)] {
    [(.hour, hourly), (.day, daily), (.week, weekly), (.month, monthly), (.year, yearly)]
  }

  private var isEmpty: Bool { last == 0 && periods.allSatisfy { $0.count == 0 } }
}

/// Why a snapshot is kept.
public enum RetentionReason: Sendable, Hashable {
  /// It is one of the newest: the first, the second, …
  case last(Int)
  /// It is the last one of the period.
  case period(Period)
  /// There is no good one, so that nothing is taken away.
  case noneIsGood
  /// The policy has no rule.
  case noRule
}

/// A snapshot of which is to be decided whether it is kept.
public struct RetentionCandidate<ID: Sendable & Comparable>: Sendable {
  public var id: ID
  public var createdAt: Instant
  /// Whether it can be restored, as far as is known.
  ///
  /// One that cannot takes no other one's place.
  public var isGood: Bool

  public init(id: ID, createdAt: Instant, isGood: Bool = true) {
    self.id = id
    self.createdAt = createdAt
    self.isGood = isGood
  }
}

/// What became of it.
public struct RetentionDecision<ID: Sendable & Comparable>: Sendable {
  public var id: ID
  public var createdAt: Instant
  /// Why it is kept; none when it is not.
  public var reasons: [RetentionReason]
  public var isKept: Bool { !reasons.isEmpty }
}

extension RetentionPolicy {
  /// Decides of each snapshot whether it is kept, and by which rules.
  ///
  /// - Parameter candidates: Snapshots in any order; of those of one moment the one with the greater id
  ///   counts as later.
  /// - Returns: A decision for each, the newest first. The newest good one is kept whatever the rules
  ///   say: it is the last one of each period, and the first of the last ones.
  public func decide<ID>(
    _ candidates: [RetentionCandidate<ID>]
  ) -> [RetentionDecision<ID>] {
    let sorted = candidates.sorted { first, second in
      (first.createdAt.milliseconds, first.id) > (second.createdAt.milliseconds, second.id)
    }
    let hasGood = sorted.contains(where: \.isGood)
    var rest = periods
    var latest: [Grain: Period] = [:]
    var seen = 0
    return sorted.map { candidate in
      var reasons: [RetentionReason] = []
      if isEmpty {
        reasons = [.noRule]
      } else if !hasGood {
        reasons = [.noneIsGood]
      } else if candidate.isGood {
        seen += 1
        if seen <= last { reasons.append(.last(seen)) }
        for index in rest.indices where rest[index].count > 0 {
          let period = period(rest[index].grain, of: candidate.createdAt)
          guard latest[rest[index].grain] != period else { continue }
          latest[rest[index].grain] = period
          rest[index].count -= 1
          reasons.append(.period(period))
        }
      }
      return RetentionDecision(
        id: candidate.id, createdAt: candidate.createdAt, reasons: reasons)
    }
  }

  private func period(_ grain: Grain, of moment: Instant) -> Period {
    grain == .hour ? Period(hourOf: moment) : grain.period(of: clock.day(of: moment))
  }
}
