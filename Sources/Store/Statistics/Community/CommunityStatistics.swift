public import CommunityRules
public import RecipeModel
public import Store

/// The numbers of one community: of its recipes themselves, taken together.
public struct CommunityStatistics: Sendable, Equatable {
  public var community: StoredCommunity
  public var numbers: SubjectNumbers
  /// The most viewed living recipes of the span; their viewers are exact.
  public var topRecipes: [RankedRecipe]
  /// Whether views wait to be counted: anywhere, for the operator; of this community's recipes, for
  /// others.
  public var isBehind: Bool

  /// Reads the numbers of a living community; nil when there is none within the reach.
  public static func read(
    of id: CommunityID, during request: StatisticsRequest = StatisticsRequest(),
    within reach: Reach,
    top limit: Int = 10, in transaction: ReadTransaction
  ) throws -> CommunityStatistics? {
    guard let community = try transaction.community(id, within: reach) else { return nil }
    let selection = try RecipeSelection.community(
      community.key, zone: community.timeZone, in: transaction)
    return CommunityStatistics(
      community: community,
      numbers: try SubjectNumbers(of: selection, during: request, in: transaction),
      topRecipes: try RankedRecipe.top(
        limit, of: selection, during: request.days, within: reach, in: transaction),
      isBehind: try request.countsViews && transaction.isBehind(on: community.key, within: reach))
  }
}
