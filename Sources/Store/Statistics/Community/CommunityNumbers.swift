public import RecipeModel
public import Store

/// Everything that a community's report says, as plain values.
public struct CommunityNumbers: Sendable, Equatable {
  /// The new recipes, shares and forks of one month, as far as it lies in the period.
  public struct MonthActivity: Sendable, Equatable {
    public var month: Month
    public var newRecipes: Int
    public var shares: Int
    public var forks: Int
  }

  public var profile: StoredCommunityProfile
  /// The days it speaks of, in the community's zone.
  public var period: ClosedRange<Day>
  /// The last day that is known to be counted; nil when there is none.
  ///
  /// For the operator it is the last day with any view. For others it is the last with a view of
  /// this community: how far others' views reach is not theirs to know (R7).
  public var lastCountedDay: Day?
  public var totals: MeasuredCounts
  /// Of the days just before, as many as the period has; nil when nothing is known of them.
  public var previousTotals: MeasuredCounts?
  /// Ascending; days in which nothing was counted are left out.
  public var days: [CountedPeriod]
  /// Most viewed first.
  public var topRecipes: [RankedRecipe]
  /// Most used first.
  public var tags: [TagUsage]
  /// The family with the most forks; nil when nothing was ever forked.
  public var mostForkedFamily: FamilyOutline?
  /// Ascending; months without activity are left out.
  public var months: [MonthActivity]
  /// Whether something happened that the rollups do not say yet: anywhere, for the operator; to
  /// this community's recipes, for others.
  public var isBehind: Bool
}
