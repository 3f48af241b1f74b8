public import BackupRepository
public import RecipeModel

/// The snapshots among which is decided; all others stay as they are.
public enum SnapshotsToPrune: Sendable, Equatable {
  case all
  /// Those of the whole installation.
  case installation
  /// Those of any community, each community apart.
  case communities
  /// Those of one community; of one installation where its id is given.
  case community(CommunityID, installation: String? = nil)

  /// Whether a snapshot is decided on.
  public func holds(_ manifest: SnapshotManifest) -> Bool {
    switch self {
    case .all: true
    case .installation: manifest.isOfInstallation
    case .communities: manifest.communityID != nil
    case .community(let id, let installation):
      manifest.communityID == id
        && (installation == nil || manifest.store.installationID == installation)
    }
  }
}
