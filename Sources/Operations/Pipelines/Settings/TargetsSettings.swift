public import PipelineCore
public import RecipeModel

/// Whose targets are checked, in which period, and what is too little.
public struct TargetsSettings: Sendable, Equatable, KeyedSettings {
  /// The closed set of periods that a pipeline can check.
  public enum Period: String, Sendable, CaseIterable {
    /// The last one that is over.
    case last
    /// The one that it is now, so far.
    case current
  }

  /// Nil for all communities.
  public var community: String?
  public var failUnder: Percentage
  public var period: Period
  /// The one period that is checked in their place, which files do not say.
  public var named: RecipeModel.Period?

  public static let keys = [
    SettingKey("community", .slug, "the community whose targets are checked; all unless given"),
    SettingKey(
      "failUnder", .percentage,
      "the share of a target that is too little, so that the run ends with 7; 100% unless given"),
    SettingKey(
      "period", .choice(Period.allCases.map(\.rawValue)),
      "the last period that is over, or the current one so far; last unless given"),
  ]

  public init(
    community: String? = nil, failUnder: Percentage = .whole, period: Period = .last
  ) {
    self.community = community
    self.failUnder = failUnder
    self.period = period
  }

  init?(_ mapping: inout SettingsMapping) {
    community = mapping.slug("community")
    failUnder = mapping.percentage("failUnder") ?? .whole
    period = mapping.choice("period", as: Period.self) ?? .last
  }
}
