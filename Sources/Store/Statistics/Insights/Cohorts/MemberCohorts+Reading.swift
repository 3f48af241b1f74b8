public import CommunityRules
import Indexes
public import RecipeModel
public import Store

extension MemberCohorts {
  /// Reads the cohorts of a living community.
  ///
  /// - Parameters:
  ///   - id: The community.
  ///   - now: The moment up to whose month it is told.
  ///   - reach: What the reader may see.
  ///   - transaction: Where everything is.
  /// - Returns: The cohorts; nil when there is no such community within the reach.
  /// - Throws: A `StoreFault`; a `ViewSegmentFault` or a `DamagedRollup` for a damaged day.
  public static func read(
    of id: CommunityID, at now: Instant, within reach: Reach, in transaction: ReadTransaction
  ) throws -> MemberCohorts? {
    guard reach.contains(id), let profile = try transaction.communityProfile(id) else {
      return nil
    }
    let today = ZoneClock(stored: profile.timeZone).day(of: now)
    return try MemberCohorts(
      of: profile, until: today,
      isBehind: try transaction.isBehind(on: profile.key, within: reach), in: transaction)
  }

  /// Counts the cohorts of a community up to the month of a day, told with whether the rollups are
  /// behind.
  init(
    of profile: StoredCommunityProfile, until today: Day, isBehind: Bool,
    in transaction: ReadTransaction
  ) throws {
    let selection = try RecipeSelection.community(
      profile.key, zone: profile.timeZone, in: transaction)
    let joinings = try transaction.firstJoinings(of: profile.key)
    var cohorts: [Month: (members: [Int64], left: Int)] = [:]
    for joining in joinings {
      let month = selection.clock.day(of: joining.at).month
      cohorts[month, default: ([], 0)].members.append(joining.user.value)
      cohorts[month]?.left += joining.isMember ? 0 : 1
    }
    var told = cohorts.map { month, cohort in
      MemberCohort(month: month, members: cohort.members.count, left: cohort.left, active: [])
    }.sorted { $0.month < $1.month }
    if let first = told.first, first.month <= today.month {
      var activity = try MonthlyActivity(
        of: selection, community: profile.key, during: first.month.firstDay...today,
        in: transaction)
      try activity.eachMonth { month, active in
        for index in told.indices where told[index].month <= month {
          // By joining, which a feed need not record: an archive may bring members without theirs.
          let isOfJoining = told[index].month == month
          let members = cohorts[told[index].month]?.members ?? []
          told[index].active.append(
            members.count { isOfJoining || active.contains($0) == true })
        }
      }
    }
    self.init(
      profile: profile, lastMonth: today.month, cohorts: told,
      isBehind: isBehind)
  }
}

/// Who was active in a community, month by month.
private struct MonthlyActivity {
  private let selection: RecipeSelection
  private let days: ClosedRange<Day>
  private let transaction: ReadTransaction
  private var actors: [Month: [Int64]] = [:]

  init(
    of selection: RecipeSelection, community: CommunityKey, during days: ClosedRange<Day>,
    in transaction: ReadTransaction
  ) throws {
    self.selection = selection
    self.days = days
    self.transaction = transaction
    var actors: [Month: [Int64]] = [:]
    let moments = selection.clock.moments(around: days)
    try transaction.eachAct(in: community, during: moments) { user, at in
      let day = selection.clock.day(of: at)
      if days.contains(day) { actors[day.month, default: []].append(user.value) }
    }
    self.actors = actors
  }

  /// Hands over every month of the days, ascending, with those who viewed or did something.
  mutating func eachMonth(_ body: (Month, ViewerUnion) throws -> Void) throws {
    var month = days.lowerBound.month
    var viewers = ViewTally(exactUpTo: .max)
    func close() throws {
      var active = viewers.union
      for actor in actors[month] ?? [] { active.insert(actor) }
      try body(month, active)
      viewers.removeAll()
      month = Month(number: month.number + 1)
    }
    try selection.eachDay(during: days, in: transaction) { day in
      while month < day.day.month { try close() }
      try viewers.add(day.payload)
    }
    while month <= days.upperBound.month { try close() }
  }
}
