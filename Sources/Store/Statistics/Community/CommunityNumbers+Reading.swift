public import CommunityRules
import Indexes
import RecipeModel
public import Store

extension CommunityNumbers {
  /// Reads the numbers of a living community; nil when there is none within the reach.
  public static func read(
    _ request: CommunityNumbersRequest, within reach: Reach, in transaction: ReadTransaction
  ) throws -> CommunityNumbers? {
    guard reach.contains(request.community),
      let profile = try transaction.communityProfile(request.community)
    else { return nil }
    let selection = try RecipeSelection.community(
      profile.key, zone: profile.timeZone, in: transaction)
    let madeOn = selection.clock.day(of: profile.createdAt)
    let counted = try counted(selection, in: transaction)
    let period = request.period(madeOn: madeOn, counted: counted)
    let previous = period.before
    func numbers(_ days: ClosedRange<Day>) throws -> SubjectNumbers {
      try SubjectNumbers(of: selection, during: StatisticsSpan(days), in: transaction)
    }
    let now = try numbers(period)
    let firstKnown = min(counted?.lowerBound ?? madeOn, madeOn)
    return CommunityNumbers(
      profile: profile, period: period,
      lastCountedDay: try lastCountedDay(selection, within: reach, in: transaction),
      totals: now.totals,
      previousTotals: previous.upperBound < firstKnown ? nil : try numbers(previous).totals,
      days: now.series,
      topRecipes: try RankedRecipe.top(
        request.listed, of: profile, during: period, within: reach, in: transaction),
      tags: try TagUsage.most(request.listed, of: profile, during: period, in: transaction),
      mostForkedFamily: try family(
        of: profile.key, during: period, within: reach, in: transaction),
      months: months(now.series),
      isBehind: try transaction.isBehind(
        on: Set(try transaction.recipeKeys(in: .community(profile.key))), within: reach))
  }

  /// The first and the last day on which anything was viewed, shared or forked.
  private static func counted(
    _ selection: RecipeSelection, in transaction: ReadTransaction
  ) throws -> ClosedRange<Day>? {
    var span = try selection.countedSpan(in: transaction)
    let always = selection.clock.moments(around: StatisticsSpan.allDays)
    try transaction.eachOccurrence(in: selection.scope, during: always) { occurrence in
      guard occurrence.kind == .fork || occurrence.kind == .share else { return }
      let day = selection.clock.day(of: occurrence.at)
      span = span.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
    }
    return span
  }

  private static func lastCountedDay(
    _ selection: RecipeSelection, within reach: Reach, in transaction: ReadTransaction
  ) throws(StoreFault) -> Day? {
    switch reach {
    case .installation: return try transaction.lastViewDay()
    case .person:
      guard let calendar = selection.calendars?.first else { return nil }
      return try transaction.lastViewedDay(of: calendar)
    }
  }

  private static func family(
    of community: CommunityKey, during period: ClosedRange<Day>, within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> FamilyOutline? {
    guard let root = try transaction.mostForkedRoot(in: community) else { return nil }
    let members = try transaction.family(below: root)
    let visible = members.filter { !$0.isDeleted && reach.contains($0) }.map(\.key)
    var tally = RecipeTally()
    try RecipeSelection.recipes(visible, in: transaction)
      .eachDay(during: period, in: transaction) { try tally.add($0.payload) }
    let views = visible.map { ($0, tally[$0.value].views) }
    return FamilyOutline(
      of: members, within: reach, views: Dictionary(uniqueKeysWithValues: views))
  }

  private static func months(_ days: [CountedPeriod]) -> [MonthActivity] {
    var months: [Month: MonthActivity] = [:]
    for day in days {
      let (month, counts) = (day.period.firstDay.month, day.counts)
      guard counts.recipes + counts.shares + counts.forks > 0 else { continue }
      months[
        month, default: MonthActivity(month: month, newRecipes: 0, shares: 0, forks: 0)
      ].add(counts)
    }
    return months.values.sorted { $0.month < $1.month }
  }
}

extension CommunityNumbers.MonthActivity {
  fileprivate mutating func add(_ counts: MeasuredCounts) {
    newRecipes += counts.recipes
    shares += counts.shares
    forks += counts.forks
  }
}

extension ClosedRange<Day> {
  /// The days just before, as many.
  fileprivate var before: ClosedRange<Day> {
    let length = Int(upperBound.number - lowerBound.number) + 1
    return lowerBound.advanced(by: -length)...lowerBound.advanced(by: -1)
  }
}
