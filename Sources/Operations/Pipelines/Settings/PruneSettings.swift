public import BackupRepository
import RecipeModel

/// Which snapshots of a repository are kept.
public struct PruneSettings: Sendable, Equatable, KeyedSettings {
  /// The folder of the repository.
  public var repository: String
  /// What opens an encrypted one.
  public var secret: SecretSettings
  /// The slug of the one community whose snapshots are decided on; all others stay.
  public var community: String?
  /// The one profile whose snapshots are decided on; all others stay.
  public var profile: SnapshotProfile?
  public var policy: RetentionPolicy
  /// Whether damaged snapshots go where there is a good one.
  public var removesDamaged: Bool

  public static let keys =
    [
      SettingKey(
        "repository", .path, isRequired: true, "the repository whose snapshots are pruned"),
      SettingKey(
        "community", .slug,
        "the community whose snapshots are decided on, all others stay; those of everything and of each "
          + "community apart unless given"),
      SettingKey(
        "profile", .choice(SnapshotProfile.allCases.map(\.rawValue)),
        "whether those of everything are decided on, or those of communities; both unless given"),
      SettingKey("keepLast", .count, "how many of the newest ones are kept; none unless given"),
      SettingKey("keepHourly", .count, "of how many hours the last one is kept; none unless given"),
      SettingKey("keepDaily", .count, "of how many days the last one is kept; none unless given"),
      SettingKey(
        "keepWeekly", .count, "of how many ISO weeks the last one is kept; none unless given"),
      SettingKey(
        "keepMonthly", .count, "of how many months the last one is kept; none unless given"),
      SettingKey("keepYearly", .count, "of how many years the last one is kept; none unless given"),
      SettingKey(
        "timeZone", .timeZone, "whose days, weeks, months and years count; UTC unless given"),
      SettingKey(
        "removeDamaged", .flag,
        "whether damaged snapshots go as well, where there is a good one; false unless given"),
    ] + SecretSettings.keys

  public init(
    repository: String, community: String? = nil, profile: SnapshotProfile? = nil,
    policy: RetentionPolicy = RetentionPolicy(), removesDamaged: Bool = false,
    secret: SecretSettings = SecretSettings()
  ) {
    self.repository = repository
    self.community = community
    self.profile = profile
    self.policy = policy
    self.removesDamaged = removesDamaged
    self.secret = secret
  }

  init?(_ mapping: inout SettingsMapping) {
    let repository = mapping.path("repository")
    community = mapping.slug("community")
    profile = mapping.choice("profile", as: SnapshotProfile.self)
    policy = RetentionPolicy(
      last: mapping.count("keepLast") ?? 0, hourly: mapping.count("keepHourly") ?? 0,
      daily: mapping.count("keepDaily") ?? 0, weekly: mapping.count("keepWeekly") ?? 0,
      monthly: mapping.count("keepMonthly") ?? 0, yearly: mapping.count("keepYearly") ?? 0,
      clock: mapping.timeZone("timeZone") ?? .utc)
    removesDamaged = mapping.flag("removeDamaged") ?? false
    let secret = SecretSettings(&mapping)
    guard mapping.allowOne(of: ["community", "profile"]), let secret, let repository
    else { return nil }
    self.secret = secret
    self.repository = repository
  }
}
