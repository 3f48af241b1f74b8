public import CommunityRules
public import RecipeModel
public import Store

/// The targets of a community, and how it does on them.
public struct CommunityTargets: Sendable, Equatable {
  public var profile: StoredCommunityProfile
  /// The day that it is in the community's time zone.
  public var today: Day
  /// The living ones, in the order of their measures and then of their frequencies.
  public var targets: [TargetProgress]
  /// Whether views wait to be counted: anywhere, for the operator; of this community's recipes, for
  /// others.
  public var isBehind: Bool

  /// Reads the targets of a living community; nil when there is none within the reach (R7).
  ///
  /// Periods that are over are told as the last rollup counted them, or counted now where none did
  /// yet in the zone that the community has. The current one is counted now: views as far as they
  /// are rolled up, the rest whole. Whether a period was met is open while views of it wait.
  ///
  /// - Parameters:
  ///   - id: The community.
  ///   - now: The moment that says which period is the current one.
  ///   - reach: What the reader may see.
  ///   - waiting: Which views wait to be counted, for a reader who was told before; found out unless
  ///     given.
  ///   - transaction: Where everything is.
  /// - Returns: The targets; nil for a community that is deleted or beyond the reach.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` or a `DamagedRollup` for a damaged day.
  public static func read(
    of id: CommunityID, at now: Instant, within reach: Reach, waiting: WaitingViews? = nil,
    in transaction: ReadTransaction
  ) throws -> CommunityTargets? {
    guard reach.contains(id), let profile = try transaction.communityProfile(id) else {
      return nil
    }
    let today = ZoneClock(stored: profile.timeZone).day(of: now)
    let targets = try transaction.targets(of: profile.key)
    guard !targets.isEmpty else {
      return CommunityTargets(profile: profile, today: today, targets: [], isBehind: false)
    }
    let waiting =
      try waiting
      ?? WaitingViews(
        of: profile.key, zone: profile.timeZone, within: reach, in: transaction)
    var progress: [TargetProgress] = []
    for frequency in TargetFrequency.allCases {
      progress += try TargetSeries.series(targets.filter { $0.frequency == frequency })
        .progress(of: profile, today: today, besides: waiting, in: transaction)
    }
    return CommunityTargets(
      profile: profile, today: today,
      targets: progress.sorted { $0.target.rank < $1.target.rank },
      isBehind: waiting.isBehind)
  }
}

/// A living target with those for the same measure and frequency before it.
private struct TargetSeries {
  var living: StoredTarget
  /// In the order of their days; the living one is the last.
  var all: [StoredTarget]

  /// The series that are not ended, of targets in the order of their days.
  static func series(_ targets: [StoredTarget]) -> [TargetSeries] {
    Dictionary(grouping: targets, by: \.measure).values.compactMap { all in
      all.first { $0.until == nil }.map { TargetSeries(living: $0, all: all) }
    }
  }
}

extension [TargetSeries] {
  /// How a community does on targets of one frequency.
  fileprivate func progress(
    of community: StoredCommunityProfile, today: Day, besides waiting: WaitingViews,
    in transaction: ReadTransaction
  ) throws -> [TargetProgress] {
    guard let frequency = first?.living.frequency else { return [] }
    let current = frequency.grain.period(of: today)
    // What was counted of a period that was not over then is not all of it.
    let clock = ZoneClock(stored: community.timeZone)
    let countedOn =
      try transaction.hasNewZone(community.key)
      ? nil : transaction.rollupState().map { clock.day(of: $0.countedAt) }
    var stored: [TargetKey: [Day: StoredTargetPoint]] = [:]
    var uncounted = current.firstDay
    for target in lazy.flatMap(\.all) {
      let points = try transaction.targetPoints(of: target.key).filter { point in
        let last = frequency.grain.period(of: point.day).days.upperBound
        return countedOn.map { last < $0 } ?? false
      }
      let byDay = Dictionary(uniqueKeysWithValues: points.map { ($0.day, $0) })
      stored[target.key] = byDay
      let missing = target.periods(through: today).first { byDay[$0.firstDay] == nil }
      uncounted = Swift.min(uncounted, missing?.firstDay ?? uncounted)
    }
    let counts = try TargetCounts(
      of: community.key, zone: community.timeZone, frequency,
      during: uncounted...current.days.upperBound, in: transaction)
    return map { series in
      var points = series.all.flatMap { target in
        target.periods(through: today).map { period in
          let kept = period < current ? stored[target.key]?[period.firstDay] : nil
          return TargetPoint(
            period: period, count: kept?.count ?? counts[target.measure, period],
            value: target.value,
            isWaiting: Measure(target.measure).isOfViews && waiting.hold(period))
        }
      }
      let now = points.last?.period == current ? points.removeLast() : nil
      return TargetProgress(
        target: series.living, zone: community.timeZone, today: today, current: now, past: points)
    }
  }
}

extension StoredTarget {
  /// Where it stands among those of its community.
  fileprivate var rank: Int {
    let measure = TargetMeasure.allCases.firstIndex(of: measure) ?? 0
    let frequency = TargetFrequency.allCases.firstIndex(of: frequency) ?? 0
    return measure * TargetFrequency.allCases.count + frequency
  }
}
