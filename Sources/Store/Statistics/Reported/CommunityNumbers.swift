public import CommunityRules
import Indexes
public import RecipeModel
public import Store

/// Everything that a community's report says, as plain values.
public struct CommunityNumbers: Sendable, Equatable {
  public var profile: StoredCommunityProfile
  /// In the community's zone.
  public var numbers: ComparedNumbers
  /// Most viewed first.
  public var topRecipes: [RankedRecipe]
  /// Most used first.
  public var tags: [TagUsage]
  /// Most viewed first.
  public var tagTrends: TagTrends
  /// The family with the most forks; nil when nothing was ever forked.
  public var mostForkedFamily: FamilyOutline?
  /// What is viewed most of late, as of the last day.
  public var trending: TrendingRecipes
  /// The recipes that spread furthest.
  public var spreads: RecipeSpreads
  /// Whose recipes reach furthest.
  public var creators: CreatorRanking
  /// Who stays of those who joined, up to the last day.
  public var cohorts: MemberCohorts
  /// Whether views wait to be counted: anywhere, for the operator; of this community's recipes, for
  /// others.
  public var isBehind: Bool { waiting.isBehind }
  /// Which views wait.
  public var waiting: WaitingViews

  /// Reads the numbers of a living community.
  ///
  /// - Parameters:
  ///   - id: The community.
  ///   - days: The days asked for.
  ///   - listed: How many recipes and tags are listed.
  ///   - reach: Whose the report is.
  ///   - transaction: Where everything is.
  /// - Returns: Nil for a community that is deleted or beyond the reach.
  /// - Throws: A `StoreFault`; a `DamagedRollup` for a damaged day.
  public static func read(
    of id: CommunityID, during days: ReportedDays, listed: Int = 12, within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> CommunityNumbers? {
    guard reach.contains(id), let profile = try transaction.communityProfile(id) else {
      return nil
    }
    let selection = try RecipeSelection.community(
      profile.key, zone: profile.timeZone, in: transaction)
    let numbers = try ComparedNumbers(
      of: selection, madeAt: profile.createdAt, during: days, within: reach, in: transaction)
    let tags = try UsedTags(
      of: selection, in: profile.key, during: numbers.period, transaction)
    let request = StatisticsRequest(numbers.period)
    let waiting = try WaitingViews(
      of: profile.key, zone: profile.timeZone, within: reach, in: transaction)
    let isBehind = waiting.isBehind
    guard
      let trending = try TrendingRecipes.read(
        of: id, until: numbers.period.upperBound, limit: listed, within: reach,
        isBehind: isBehind, in: transaction),
      let spreads = try RecipeSpreads.read(
        of: id, during: request, limit: listed, within: reach, in: transaction),
      let creators = try CreatorRanking.read(
        of: id, during: request, limit: listed, within: reach, isBehind: isBehind, in: transaction)
    else { return nil }
    return CommunityNumbers(
      profile: profile, numbers: numbers,
      topRecipes: try RankedRecipe.top(
        listed, of: selection, during: numbers.period, within: reach, in: transaction),
      tags: tags.mostUsed(listed),
      tagTrends: try TagTrends(
        of: tags.mostViewed(6), in: selection, during: numbers.period, transaction),
      mostForkedFamily: try FamilyOutline.mostForked(
        in: profile.key, during: numbers.period, within: reach, in: transaction),
      trending: trending, spreads: spreads, creators: creators,
      cohorts: try MemberCohorts(
        of: profile, until: min(numbers.period.upperBound, numbers.today), isBehind: isBehind,
        in: transaction),
      waiting: waiting)
  }
}

extension FamilyOutline {
  /// The family with the most forks of those that a community has recipes in.
  static func mostForked(
    in community: CommunityKey, during period: ClosedRange<Day>, within reach: Reach,
    in transaction: ReadTransaction
  ) throws -> FamilyOutline? {
    guard let root = try transaction.mostForkedRoot(in: community) else { return nil }
    return try FamilyOutline.below(root, during: period, within: reach, in: transaction)
  }
}
