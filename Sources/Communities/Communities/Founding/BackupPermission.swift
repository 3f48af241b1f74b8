public import CommunityRules
public import Store

/// Permission to take a backup (R7).
public struct BackupPermission: Sendable {
  /// What the backup holds besides what its scope says.
  public let decision: BackUp.Decision
  /// Nil for the whole installation.
  public let community: StoredCommunity?
}

extension CommunityActions {
  /// Asks whether somebody may back up a community, or, without one, the installation.
  public func resolveBackup(
    of name: String?, as acting: ActingAs
  ) throws -> BackupPermission {
    try look(as: acting) { standings, asker in
      let community = try name.map { try standings.community(named: $0, for: asker) }
      let scope = community.map { BackUp.Scope.community($0.standing) } ?? .installation
      return BackupPermission(
        decision: try BackUp.decide(scope, by: asker.actor), community: community)
    }
  }
}
