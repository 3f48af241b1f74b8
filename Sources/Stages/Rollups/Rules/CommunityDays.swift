import Store

extension RollupRule {
  /// Each community's recipes together by UTC day; catalogues belong to none.
  static let communityDays = RollupRule(
    table: RollupTable(.community, by: .day), countsViews: true, measures: [.shares, .forks])
}
