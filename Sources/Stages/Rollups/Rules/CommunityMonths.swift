import Store

extension RollupRule {
  /// Each community's recipes together by UTC month; catalogues belong to none.
  static let communityMonths = RollupRule(
    table: RollupTable(.community, by: .month), countsViews: true, measures: [.shares, .forks])
}
