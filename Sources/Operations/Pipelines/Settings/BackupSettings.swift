/// What is backed up, and where.
public struct BackupSettings: Sendable, Equatable, KeyedSettings {
  /// The archive that is written; an older one is replaced once the new one is whole.
  public var to: String
  /// The slug of the one community to back up; nil is the whole installation.
  public var community: String?
  /// Whether the archive is read back and compared after it is written.
  public var isVerified: Bool

  public static let keys = [
    SettingKey("to", .path, isRequired: true, "the archive that is written"),
    SettingKey("community", .slug, "the one community to back up; everything unless given"),
    SettingKey("verify", .flag, "whether it is read back and compared; true unless given"),
  ]

  public init(to: String, community: String? = nil, isVerified: Bool = true) {
    self.to = to
    self.community = community
    self.isVerified = isVerified
  }

  init?(_ mapping: inout SettingsMapping) {
    let to = mapping.path("to")
    community = mapping.slug("community")
    isVerified = mapping.flag("verify") ?? true
    guard let to else { return nil }
    self.to = to
  }
}
