public import RecipeModel

/// Which community's report is written, as what, and where.
public struct ReportSettings: Sendable, Equatable, KeyedSettings {
  /// The closed set of what a report can be written as.
  public enum Format: String, Sendable, CaseIterable {
    case html
    case json
    case csv
  }

  public var community: String
  public var format: Format
  /// The file that is written; an older one is replaced.
  public var to: String
  /// The first day shown; nil is the first that there is.
  public var from: Day?
  /// The day after the last one shown; nil is the day after the last that there is.
  public var until: Day?

  public static let keys = [
    SettingKey("community", .slug, isRequired: true, "the community it is about"),
    SettingKey(
      "format", .choice(Format.allCases.map(\.rawValue)), isRequired: true,
      "what it is written as"),
    SettingKey("to", .path, isRequired: true, "the file that is written, replacing an older one"),
    SettingKey("from", .day, "the first day shown; the first there is unless given"),
    SettingKey("until", .day, "the day after the last one shown; no end unless given"),
  ]

  public init(
    community: String, format: Format, to: String, from: Day? = nil, until: Day? = nil
  ) {
    self.community = community
    self.format = format
    self.to = to
    self.from = from
    self.until = until
  }

  init?(_ mapping: inout SettingsMapping) {
    let community = mapping.slug("community")
    let format = mapping.choice("format", as: Format.self)
    let to = mapping.path("to")
    from = mapping.day("from")
    until = mapping.day("until")
    if let from, let until, until <= from { mapping.report(.emptyPeriod, at: "until") }
    guard let community, let format, let to else { return nil }
    self.community = community
    self.format = format
    self.to = to
  }
}
