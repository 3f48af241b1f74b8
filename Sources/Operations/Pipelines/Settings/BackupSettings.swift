/// What is backed up, and where.
public struct BackupSettings: Sendable, Equatable, KeyedSettings {
  /// An archive that is written; an older one is replaced once the new one is whole.
  public struct Archive: Sendable, Equatable {
    public var path: String
    /// The slug of the one community to back up; nil is the whole installation.
    public var community: String?

    public init(path: String, community: String? = nil) {
      self.path = path
      self.community = community
    }
  }

  /// A repository that gets a snapshot.
  public struct Repository: Sendable, Equatable {
    /// Its folder; made when there is none.
    public var path: String
    /// The slug of the one community that the snapshot is of; nil is the whole installation.
    public var community: String?
    /// What opens an encrypted one.
    public var secret: SecretSettings
    /// Whether the snapshot builds on no earlier one.
    public var isFull: Bool

    public init(
      path: String, community: String? = nil, secret: SecretSettings = SecretSettings(),
      isFull: Bool = false
    ) {
      self.path = path
      self.community = community
      self.secret = secret
      self.isFull = isFull
    }
  }

  public enum Destination: Sendable, Equatable {
    case archive(Archive)
    case repository(Repository)
  }

  public var destination: Destination
  /// Whether the archive or the snapshot is read back and compared after it is written.
  public var isVerified: Bool

  public static let keys =
    [
      SettingKey(
        "to", .path, "the archive that is written, `{period}` as in `report`; or `repository`"),
      SettingKey(
        "repository", .path, "the repository that gets a snapshot, made when there is none; or `to`"
      ),
      SettingKey(
        "community", .slug,
        "the one community that is backed up, in a repository without e-mail addresses; everything unless given"
      ),
      SettingKey(
        "full", .flag, "whether the snapshot builds on no earlier one; false unless given"),
      SettingKey("verify", .flag, "whether it is read back and compared; true unless given"),
    ] + SecretSettings.keys

  public init(_ destination: Destination, isVerified: Bool = true) {
    self.destination = destination
    self.isVerified = isVerified
  }

  init?(_ mapping: inout SettingsMapping) {
    let isOne = mapping.requireExactlyOne(of: ["to", "repository"])
    let to = mapping.path("to")
    let repository = mapping.path("repository")
    let community = mapping.slug("community")
    let isFull = mapping.flag("full") ?? false
    isVerified = mapping.flag("verify") ?? true
    guard isOne else { return nil }
    if let to {
      // What belongs to the one says nothing about the other.
      guard mapping.refuse(["passphraseFile", "keyFile", "full"], besides: "to") else {
        return nil
      }
      destination = .archive(Archive(path: to, community: community))
    } else if let repository, let secret = SecretSettings(&mapping) {
      destination = .repository(
        Repository(path: repository, community: community, secret: secret, isFull: isFull))
    } else {
      return nil
    }
  }
}
