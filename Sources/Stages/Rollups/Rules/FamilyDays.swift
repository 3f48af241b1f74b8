import Store

extension RollupRule {
  /// Each root with all its descendants by UTC day (R26: family).
  static let familyDays = RollupRule(
    table: RollupTable(.family, by: .day), countsViews: true, measures: [.shares, .forks])
}
