import Store

extension RollupRule {
  /// Each root with all its descendants by UTC month (R26: family).
  static let familyMonths = RollupRule(
    table: RollupTable(.family, by: .month), countsViews: true, measures: [.shares, .forks])
}
