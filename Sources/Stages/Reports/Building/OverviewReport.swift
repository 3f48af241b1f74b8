public import RecipeModel
public import Statistics

extension Report {
  /// Makes the report of the communities that somebody is in, beside each other.
  ///
  /// - Parameters:
  ///   - overview: Read within the reach of whoever gets the report.
  ///   - generatedAt: The moment it is made.
  public init(_ overview: CommunityOverview, generatedAt: Instant) {
    let period = ReportPeriod(overview.period)
    self.init(
      of: ReportSubject(
        .communities, id: "", name: "Your communities", timeZone: overview.zone),
      during: period, generatedAt: generatedAt,
      warnings: ReportWarning.all(
        isBehind: overview.isBehind, period: period, today: overview.today),
      sections: [CommunitiesSection(overview.communities)])
  }
}
