import Indexes
import RecipeModel
import Statistics
import Store

/// What the next rollup counts again anyway: a number of it that is not told yet is not wrong.
struct WaitingNumbers {
  /// Whether nothing was counted yet, or all of it by other rules.
  private let isEverything: Bool
  /// The local days that wait, by zone.
  private let days: [String: Set<Day>]
  /// Where days were counted in another zone before and are not in this one yet.
  private let newPlaces: Set<CalendarPlace>
  /// Communities of which something changed that no day says.
  private let changedTargets: Set<CommunityKey>

  init(in transaction: ReadTransaction) throws(StoreFault) {
    let state = try transaction.rollupState()
    isEverything = try state?.rules != transaction.viewRules().name
    newPlaces = try transaction.uncountedPlaces()
    changedTargets = try transaction.communitiesWithWaitingTargets()
    let dirty = try transaction.dirtyDays()
    var zones = Set(try transaction.rollupCalendars().map(\.place.zone))
    zones.formUnion(try transaction.neededCalendars().map(\.zone))
    var days: [String: Set<Day>] = [:]
    for zone in zones {
      let clock = ZoneClock(stored: zone)
      days[zone] = Set(dirty.flatMap { LocalDays(of: $0, in: clock).days })
    }
    self.days = days
  }

  /// Whether the counted days of a calendar wait in a period.
  func holds(_ period: Period, in place: CalendarPlace) -> Bool {
    isEverything || newPlaces.contains(place) || holdsDay(of: period, in: place.zone)
  }

  /// Whether what is told of a subject waits in a period; all but communities are counted in the
  /// days of all of them in one zone.
  func holds(_ period: Period, of subject: Reconciliation.Subject, in zone: String) -> Bool {
    if case .community(let key) = subject {
      return holds(period, in: CalendarPlace(community: CommunityKey(key), zone: zone))
    }
    return isEverything || newPlaces.contains { $0.zone == zone } || holdsDay(of: period, in: zone)
  }

  /// Whether trends wait: any day that is counted again may move them.
  var holdsTrends: Bool {
    isEverything || !newPlaces.isEmpty || days.values.contains { !$0.isEmpty }
  }

  /// Whether a point of a community's target waits.
  func holdsPoint(
    _ measure: TargetMeasure, in period: Period, of community: CommunityKey, zone: String
  ) -> Bool {
    if changedTargets.contains(community) { return true }
    return switch measure {
    case .views, .viewers, .members:
      holds(period, in: CalendarPlace(community: community, zone: zone))
    // Days that wait have views alone.
    case .shares, .forks, .recipes, .proposals, .accepted: false
    }
  }

  private func holdsDay(of period: Period, in zone: String) -> Bool {
    guard let waiting = days[zone], !waiting.isEmpty else { return false }
    if period.grain == .day { return waiting.contains(period.firstDay) }
    let days = period.days
    return waiting.contains { days.contains($0) }
  }
}
