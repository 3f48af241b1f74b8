public import CommunityRules
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
    let counted = try transaction.countedDays(of: profile.key)
    let period = request.period(madeOn: profile.createdAt.day, counted: counted)
    let previous = period.before
    let recipes = Set(try transaction.recipeKeys(in: profile.key).map(\.value))
    func numbers(_ days: ClosedRange<Day>) throws -> SubjectNumbers {
      try SubjectNumbers(
        of: profile.key.value, as: .community, during: StatisticsSpan(days), in: transaction
      ) { recipes.contains($0) }
    }
    let now = try numbers(period)
    let firstKnown = min(counted?.lowerBound ?? .max, profile.createdAt.day)
    return CommunityNumbers(
      profile: profile, period: period,
      lastCountedDay: try lastCountedDay(of: profile.key, within: reach, in: transaction),
      totals: now.totals,
      previousTotals: previous.upperBound < firstKnown ? nil : try numbers(previous).totals,
      days: now.series,
      topRecipes: try RankedRecipe.top(
        request.listed, of: profile.key, during: period, within: reach, in: transaction),
      tags: try transaction.tagUsage(
        of: profile.key, during: period, limit: request.listed),
      mostForkedFamily: try family(
        of: profile.key, during: period, within: reach, in: transaction),
      months: try months(of: profile.key, now.series, during: period, in: transaction),
      isBehind: try transaction.isBehind(on: recipes, within: reach))
  }

  private static func lastCountedDay(
    of community: CommunityKey, within reach: Reach, in transaction: ReadTransaction
  ) throws(StoreFault) -> Day? {
    switch reach {
    case .installation: try transaction.lastViewDay()
    case .person: try transaction.lastViewedDay(of: community)
    }
  }

  private static func family(
    of community: CommunityKey, during period: ClosedRange<Day>, within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> FamilyOutline? {
    guard let root = try transaction.mostForkedRoot(in: community) else { return nil }
    let members = try transaction.family(below: root)
    var views: [RecipeKey: Int] = [:]
    for member in members where !member.isDeleted && reach.contains(member) {
      let rows = try transaction.rollup(
        RollupTable(.recipe, by: .day), of: member.key.value,
        during: period.lowerBound.number...period.upperBound.number)
      views[member.key] = rows.reduce(0) { $0 + $1.counts.views }
    }
    return FamilyOutline(of: members, within: reach, views: views)
  }

  private static func months(
    of community: CommunityKey, _ days: [CountedPeriod], during period: ClosedRange<Day>,
    in transaction: ReadTransaction
  ) throws -> [MonthActivity] {
    var months: [Month: MonthActivity] = [:]
    func change(_ month: Month, _ body: (inout MonthActivity) -> Void) {
      body(&months[month, default: MonthActivity(month: month, newRecipes: 0, shares: 0, forks: 0)])
    }
    let span = period.lowerBound.start..<period.upperBound.advanced(by: 1).start
    for moment in try transaction.recipeCreations(in: community, during: span) {
      change(moment.day.month) { $0.newRecipes += 1 }
    }
    for day in days where day.counts.shares + day.counts.forks > 0 {
      change(day.start.month) { month in
        month.shares += day.counts.shares
        month.forks += day.counts.forks
      }
    }
    return months.values.sorted { $0.month < $1.month }
  }
}

extension ClosedRange<Day> {
  /// The days just before, as many.
  fileprivate var before: ClosedRange<Day> {
    let length = Int(upperBound.number - lowerBound.number) + 1
    return lowerBound.advanced(by: -length)...lowerBound.advanced(by: -1)
  }
}

extension Day {
  fileprivate static let max = Day(number: .max)
}
