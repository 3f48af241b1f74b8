/// The tag index is brought up to date; nothing to set.
public struct TagsSettings: Sendable, Equatable, KeyedSettings {
  public static let keys: [SettingKey] = []

  public init() {}
  init?(_ mapping: inout SettingsMapping) {}
}
