public import CommunityRules
import Indexes
public import RecipeModel
public import Store

/// Communities beside each other, as far as somebody may see them.
public struct CommunityOverview: Sendable, Equatable {
  /// One community among the others.
  public struct Community: Sendable, Equatable {
    public var profile: StoredCommunityProfile
    /// Over the same dates, in the community's own days (R28).
    public var totals: MeasuredCounts
  }

  /// The installation's, in which `period` is.
  public var zone: String
  public var period: ClosedRange<Day>
  /// The day that it is in the zone.
  public var today: Day
  /// Living ones, most viewed first.
  public var communities: [Community]
  /// Whether views wait to be counted: anywhere, for the operator; of the recipes of these
  /// communities, for others.
  public var isBehind: Bool

  /// Reads the communities within a reach.
  public static func read(
    during days: ReportedDays, within reach: Reach, in transaction: ReadTransaction
  ) throws -> CommunityOverview {
    let profiles = try transaction.communityProfiles(within: reach)
    let zone = try transaction.installationZone()
    let clock = ZoneClock(stored: zone)
    let today = clock.day(of: days.now)
    let first = profiles.map { clock.day(of: $0.createdAt) }.min() ?? today
    var active: ClosedRange<Day>?
    for profile in profiles {
      let selection = try RecipeSelection.community(
        profile.key, zone: profile.timeZone, in: transaction)
      guard let own = try selection.activeSpan(in: transaction) else { continue }
      active =
        active.map {
          min($0.lowerBound, own.lowerBound)...max($0.upperBound, own.upperBound)
        } ?? own
    }
    let period = days.period(madeOn: first, counted: active, today: today)
    return CommunityOverview(
      zone: zone, period: period, today: today,
      communities: try Community.all(profiles, during: period, in: transaction),
      isBehind: try transaction.isBehind(
        on: Set(
          try profiles.flatMap { try transaction.recipeKeys(in: .community($0.key)) }),
        within: reach))
  }
}

extension CommunityOverview.Community {
  /// Counts communities over the same dates, most viewed first.
  static func all(
    _ profiles: [StoredCommunityProfile], during days: ClosedRange<Day>,
    in transaction: ReadTransaction
  ) throws -> [Self] {
    try profiles.map { profile in
      let selection = try RecipeSelection.community(
        profile.key, zone: profile.timeZone, in: transaction)
      let numbers = try SubjectNumbers(
        of: selection, during: StatisticsRequest(days, by: .year), in: transaction)
      return Self(profile: profile, totals: numbers.totals)
    }
    .sorted {
      ($1.totals.views.views, $0.profile.slug) < ($0.totals.views.views, $1.profile.slug)
    }
  }
}

extension ReadTransaction {
  /// The living communities within a reach, in the order of their slugs.
  func communityProfiles(within reach: Reach) throws(StoreFault) -> [StoredCommunityProfile] {
    var profiles: [StoredCommunityProfile] = []
    var last = ""
    while true {
      let page = try communities(after: last, limit: 100)
      for stored in page where reach.contains(stored.id) {
        if let profile = try communityProfile(stored.id) { profiles.append(profile) }
      }
      guard let next = page.last?.slug else { return profiles }
      last = next
    }
  }
}
