import Store

extension RollupRule {
  /// Each recipe itself by UTC day (R26: direct).
  static let recipeDays = RollupRule(
    table: RollupTable(.recipe, by: .day), countsViews: true, measures: [.shares, .forks])
}
