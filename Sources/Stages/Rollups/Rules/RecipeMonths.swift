import Store

extension RollupRule {
  /// Each recipe itself by UTC month (R26: direct).
  static let recipeMonths = RollupRule(
    table: RollupTable(.recipe, by: .month), countsViews: true, measures: [.shares, .forks])
}
