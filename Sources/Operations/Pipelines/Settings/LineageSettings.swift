/// Lineage is brought up to date; nothing to set.
public struct LineageSettings: Sendable, Equatable, KeyedSettings {
  public static let keys: [SettingKey] = []

  public init() {}
  init?(_ mapping: inout SettingsMapping) {}
}
