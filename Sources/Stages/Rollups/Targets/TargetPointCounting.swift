import RecipeModel
import Statistics
import Store

extension WriteTransaction {
  /// Stores what there is of every period of every target, up to the one that it is at a moment.
  ///
  /// All of them are counted again, and those that differ are written: shares, forks, recipes,
  /// proposals and members change without any day being dirty. So what is stored depends on
  /// nothing but what is so now and the moment, and equals a rebuild (R27). A period in which
  /// nothing happened has a point of 0. Acts after the moment are left to the next rollup.
  ///
  /// - Returns: How many points are other ones now.
  /// - Throws: A `StoreFault`; a `DamagedRollup` for a damaged day.
  func countTargetPoints(asOf now: Instant) throws -> Int {
    var changed = 0
    for key in try communitiesWithTargets() {
      guard let community = try community(key) else { continue }
      let targets = try targets(of: key)
      let points = try TargetPoints(of: targets, in: community, asOf: now, in: self)
      for target in targets {
        changed += try store(points.points[target.key] ?? [:], of: target.key)
      }
    }
    return changed
  }

  /// Makes the points of a target these, by first day; gives how many differed.
  private func store(
    _ points: [Day: StoredTargetPoint], of target: TargetKey
  ) throws(StoreFault) -> Int {
    var missing = points
    var changed = 0
    for stored in try targetPoints(of: target) {
      guard let point = missing.removeValue(forKey: stored.day) else {
        try removeTargetPoint(of: target, on: stored.day)
        changed += 1
        continue
      }
      guard point != stored else { continue }
      try store(point)
      changed += 1
    }
    for point in missing.values { try store(point) }
    return changed + missing.count
  }
}

/// The points of a community's targets, counted anew.
private struct TargetPoints {
  private(set) var points: [TargetKey: [Day: StoredTargetPoint]] = [:]

  init(
    of targets: [StoredTarget], in community: StoredCommunity, asOf now: Instant,
    in transaction: ReadTransaction
  ) throws {
    let today = ZoneClock(stored: community.timeZone).day(of: now)
    for frequency in TargetFrequency.allCases {
      let held = targets.filter { $0.frequency == frequency }
        .map { (target: $0, periods: $0.periods(through: today)) }.filter { !$0.periods.isEmpty }
      guard let first = held.compactMap(\.periods.first).min(),
        let last = held.compactMap(\.periods.last).max()
      else { continue }
      let counts = try TargetCounts(
        of: community.key, zone: community.timeZone, frequency,
        during: first.firstDay...last.days.upperBound, asOf: now, in: transaction)
      for (target, periods) in held {
        for period in periods {
          points[target.key, default: [:]][period.firstDay] = StoredTargetPoint(
            target.key, period, counts[target.measure, period])
        }
      }
    }
  }
}
