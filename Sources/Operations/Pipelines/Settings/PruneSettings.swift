public import RecipeModel

/// Which snapshots of a repository are kept.
public struct PruneSettings: Sendable, Equatable, KeyedSettings {
  /// How many of something are kept.
  public struct Counts: Sendable, Equatable {
    public var last: Int
    public var hourly: Int
    public var daily: Int
    public var weekly: Int
    public var monthly: Int
    public var yearly: Int

    public init(
      last: Int = 0, hourly: Int = 0, daily: Int = 0, weekly: Int = 0, monthly: Int = 0,
      yearly: Int = 0
    ) {
      self.last = last
      self.hourly = hourly
      self.daily = daily
      self.weekly = weekly
      self.monthly = monthly
      self.yearly = yearly
    }
  }

  /// What snapshots are of.
  public enum Profile: String, Sendable, CaseIterable {
    /// Everything.
    case full
    /// One community, whichever.
    case community
  }

  /// The folder of the repository.
  public var repository: String
  /// The file with the passphrase of an encrypted one.
  public var passphraseFile: String?
  /// The key file of an encrypted one.
  public var keyFile: String?
  /// The slug of the one community whose snapshots are decided on; all others stay.
  public var community: String?
  /// The one profile whose snapshots are decided on; all others stay.
  public var profile: Profile?
  /// By which rules; without any all are kept.
  public var kept: Counts
  /// Whose days, weeks, months and years count.
  public var clock: ZoneClock
  /// Whether damaged snapshots go where there is a good one.
  public var removesDamaged: Bool

  public static let keys = [
    SettingKey("repository", .path, isRequired: true, "the repository whose snapshots are pruned"),
    SettingKey(
      "community", .slug,
      "the community whose snapshots are decided on, all others stay; those of everything and of each "
        + "community apart unless given"),
    SettingKey(
      "profile", .choice(Profile.allCases.map(\.rawValue)),
      "whether those of everything are decided on, or those of communities; both unless given"),
    SettingKey("keepLast", .count, "how many of the newest ones are kept; none unless given"),
    SettingKey("keepHourly", .count, "of how many hours the last one is kept; none unless given"),
    SettingKey("keepDaily", .count, "of how many days the last one is kept; none unless given"),
    SettingKey(
      "keepWeekly", .count, "of how many ISO weeks the last one is kept; none unless given"),
    SettingKey("keepMonthly", .count, "of how many months the last one is kept; none unless given"),
    SettingKey("keepYearly", .count, "of how many years the last one is kept; none unless given"),
    SettingKey(
      "timeZone", .timeZone, "whose days, weeks, months and years count; UTC unless given"),
    SettingKey(
      "removeDamaged", .flag,
      "whether damaged snapshots go as well, where there is a good one; false unless given"),
    SettingKey(
      "passphraseFile", .path, "the file whose first line is the passphrase of the repository"),
    SettingKey("keyFile", .path, "the key file of the repository"),
  ]

  public init(
    repository: String, community: String? = nil, profile: Profile? = nil,
    kept: Counts = Counts(), clock: ZoneClock = .utc, removesDamaged: Bool = false,
    passphraseFile: String? = nil, keyFile: String? = nil
  ) {
    self.repository = repository
    self.community = community
    self.profile = profile
    self.kept = kept
    self.clock = clock
    self.removesDamaged = removesDamaged
    self.passphraseFile = passphraseFile
    self.keyFile = keyFile
  }

  init?(_ mapping: inout SettingsMapping) {
    let repository = mapping.path("repository")
    community = mapping.slug("community")
    profile = mapping.choice("profile", as: Profile.self)
    kept = Counts(
      last: mapping.count("keepLast") ?? 0, hourly: mapping.count("keepHourly") ?? 0,
      daily: mapping.count("keepDaily") ?? 0, weekly: mapping.count("keepWeekly") ?? 0,
      monthly: mapping.count("keepMonthly") ?? 0, yearly: mapping.count("keepYearly") ?? 0)
    clock = mapping.timeZone("timeZone") ?? .utc
    removesDamaged = mapping.flag("removeDamaged") ?? false
    passphraseFile = mapping.path("passphraseFile")
    keyFile = mapping.path("keyFile")
    guard mapping.allowOne(of: ["passphraseFile", "keyFile"]),
      mapping.allowOne(of: ["community", "profile"]), let repository
    else { return nil }
    self.repository = repository
  }
}
