public import RecipeModel

// The report of one community for one period.
//
// In:    a `CommunityReport`: every number ready, every day and month in the community's own zone,
//        and only what the reader may see (R7, R19).
// Out:   the bytes of one file, as a page, as JSON or as CSV (`ReportFormat.render`).
// Never: asks a store or a clock, counts anything that the values do not hold, or trusts a text.
//        The same values give the same bytes.

/// What a community's report says.
public struct CommunityReport: Sendable, Equatable {
  public var community: ReportedCommunity
  public var period: ReportPeriod
  public var generatedAt: Instant
  public var totals: ReportTotals
  /// The same totals for the period of equal length just before; nil when nothing is known of it.
  public var previousTotals: ReportTotals?
  /// Ascending by day; a day of the period that is missing was not counted and is shown as a gap.
  public var viewsByDay: [DailyViews]
  /// Most viewed first.
  public var topRecipes: [TopRecipe]
  /// Most used first.
  public var tags: [TagUsage]
  /// The family with the most forks; nil when nothing was ever forked.
  public var mostForkedFamily: RecipeFamily?
  /// Ascending by month; a month of the period that is missing had no activity.
  public var activityByMonth: [MonthlyActivity]
  public var warnings: [ReportWarning]

  public init(
    community: ReportedCommunity, period: ReportPeriod, generatedAt: Instant,
    totals: ReportTotals, previousTotals: ReportTotals? = nil, viewsByDay: [DailyViews] = [],
    topRecipes: [TopRecipe] = [], tags: [TagUsage] = [], mostForkedFamily: RecipeFamily? = nil,
    activityByMonth: [MonthlyActivity] = [], warnings: [ReportWarning] = []
  ) {
    self.community = community
    self.period = period
    self.generatedAt = generatedAt
    self.totals = totals
    self.previousTotals = previousTotals
    self.viewsByDay = viewsByDay
    self.topRecipes = topRecipes
    self.tags = tags
    self.mostForkedFamily = mostForkedFamily
    self.activityByMonth = activityByMonth
    self.warnings = warnings
  }
}
