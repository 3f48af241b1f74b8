/// The periods that were touched are counted again; nothing to set.
public struct RollupSettings: Sendable, Equatable, KeyedSettings {
  public static let keys: [SettingKey] = []

  public init() {}
  init?(_ mapping: inout SettingsMapping) {}
}
