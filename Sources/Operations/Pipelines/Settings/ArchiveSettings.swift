/// Which community archives are taken in, by the operator, with their ids and history.
public struct ArchiveSettings: Sendable, Equatable, KeyedSettings {
  /// Files in the order they are read; never none.
  public var from: [String]

  public static let keys = [
    SettingKey(
      "from", .paths, isRequired: true,
      "community archives: a tar, or typed JSON lines, plain or gzipped; patterns read what is new")
  ]

  public init(from: [String]) {
    self.from = from
  }

  init?(_ mapping: inout SettingsMapping) {
    guard let from = mapping.paths("from") else { return nil }
    self.from = from
  }
}
