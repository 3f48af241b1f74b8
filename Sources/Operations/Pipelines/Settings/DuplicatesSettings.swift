/// Near-duplicates are looked for among what is new; nothing to set.
public struct DuplicatesSettings: Sendable, Equatable, KeyedSettings {
  public static let keys: [SettingKey] = []

  public init() {}
  init?(_ mapping: inout SettingsMapping) {}
}
