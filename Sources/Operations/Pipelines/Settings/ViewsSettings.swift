/// Which view logs are loaded.
public struct ViewsSettings: Sendable, Equatable, KeyedSettings {
  /// Files in the order they are read; never none.
  public var from: [String]

  public static let keys = [
    SettingKey(
      "from", .paths, isRequired: true, "view logs: JSON lines or CSV, plain or gzipped")
  ]

  public init(from: [String]) {
    self.from = from
  }

  init?(_ mapping: inout SettingsMapping) {
    guard let from = mapping.paths("from") else { return nil }
    self.from = from
  }
}
