public import RecipeModel

/// Where a folder of reports about everything is written.
public struct SiteSettings: Sendable, Equatable, KeyedSettings {
  /// The folder; an older site there is replaced once the new one is whole.
  public var to: String
  /// The first day shown; nil is the first that there is.
  public var from: Day?
  /// The day after the last one shown; nil is the day after the last that there is.
  public var until: Day?

  public static let keys = [
    SettingKey(
      "to", .path, isRequired: true,
      "the folder that is written, replacing an older site; `{period}` as in `report`"),
    SettingKey("from", .day, "the first day shown; the first there is unless given"),
    SettingKey("until", .day, "the day after the last one shown; no end unless given"),
  ]

  public init(to: String, from: Day? = nil, until: Day? = nil) {
    self.to = to
    self.from = from
    self.until = until
  }

  init?(_ mapping: inout SettingsMapping) {
    let to = mapping.path("to")
    from = mapping.day("from")
    until = mapping.day("until")
    if let until, until <= from ?? .firstOfAll { mapping.report(.emptyPeriod, at: "until") }
    guard let to else { return nil }
    self.to = to
  }
}
