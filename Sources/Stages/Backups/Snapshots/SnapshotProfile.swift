public import BackupRepository
public import RecipeModel

/// What a snapshot is of, where it was read from a store that stands for a part of another one.
public struct SnapshotSubject: Sendable, Equatable {
  public var profile: String
  /// The id of the part.
  public var scope: String?
  /// The store that the part is of, and how many changes it had seen.
  public var installationID: String
  public var change: Int

  init(community: CommunityID, of installationID: String, change: Int) {
    profile = SnapshotProfile.community.rawValue
    scope = community.text
    self.installationID = installationID
    self.change = change
  }

  /// What a snapshot says that it is of; nil of one of a whole installation.
  init?(_ manifest: SnapshotManifest) {
    guard !manifest.isOfInstallation else { return nil }
    profile = manifest.profile
    scope = manifest.scope
    installationID = manifest.store.installationID
    change = manifest.store.changeCounter
  }

  /// Whether a snapshot is of the same.
  func isOf(_ manifest: SnapshotManifest) -> Bool {
    manifest.profile == profile && manifest.scope == scope
      && manifest.store.installationID == installationID
  }
}

extension SnapshotManifest {
  /// Whether it is of everything in its store.
  public var isOfInstallation: Bool {
    profile == SnapshotProfile.full.rawValue && scope == nil
  }

  /// The community that it is of; nil where it is of none alone.
  public var communityID: CommunityID? {
    guard profile == SnapshotProfile.community.rawValue else { return nil }
    return scope.map { CommunityID($0) }
  }
}
