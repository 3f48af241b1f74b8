/// The store is made when there is none; nothing to set.
public struct InitSettings: Sendable, Equatable, KeyedSettings {
  public static let keys: [SettingKey] = []

  public init() {}
  init?(_ mapping: inout SettingsMapping) {}
}
