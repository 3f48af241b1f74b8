/// What is past its retention is removed for good; the retention is the installation's.
public struct PurgeSettings: Sendable, Equatable, KeyedSettings {
  public static let keys: [SettingKey] = []

  public init() {}
  init?(_ mapping: inout SettingsMapping) {}
}
