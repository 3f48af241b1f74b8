import BackupRepository
import Backups
import Communities
import PipelineCore
import Store

/// Removes old snapshots, as a command or a pipeline asks for it.
struct PruneWork {
  var repository: Repository
  var policy: RetentionPolicy
  /// Which snapshots are decided on; all others stay.
  var among = SnapshotsToPrune.all
  /// Whether nothing is removed, and only said what would be.
  var isDry = false
  var removesDamaged = false

  /// Does it as a run of its own.
  func run(at bench: Workbench) throws -> PruneResult {
    try bench.recorded(.prune, repository.path, of: repository.id) { _ in
      try run(in: bench.session, bench.observer)
    }
  }

  func run(in session: CommandSession, _ observer: Observer) throws -> PruneResult {
    let pruning = RepositoryPruning(
      repository: repository, policy: policy, among: among, isDry: isDry,
      removesDamaged: removesDamaged, holder: session.holder(of: "backup prune"),
      observer: observer)
    // What goes cannot be asked for its name afterwards.
    var communities = RepositoryCommunities(of: repository)
    for id in try repository.snapshots() {
      if let manifest = try? repository.manifest(id) { _ = communities.community(of: manifest) }
    }
    let summary = try pruning.run()
    var result = PruneResult(repository: repository.path, isDry: isDry, summary: summary)
    for manifest in summary.decisions.compactMap(\.manifest) {
      guard let scope = manifest.scope else { continue }
      result.groups[scope] = communities.community(of: manifest)?.slug ?? scope
    }
    return result
  }
}

extension SnapshotsToPrune {
  /// Which snapshots are decided on.
  ///
  /// - Parameters:
  ///   - community: The slug or the id of the one community that they are of.
  ///   - profile: What they are of.
  ///   - repository: Where they are.
  /// - Throws: `UnknownReference` where none of them is of that community.
  init(community: String?, profile: ProfileChoice?, in repository: Repository) throws {
    guard let community else {
      self =
        switch profile {
        case .full: .installation
        case .community: .communities
        case nil: .all
        }
      return
    }
    var communities = RepositoryCommunities(of: repository)
    guard let id = try communities.id(of: community) else {
      throw UnknownReference(.community, community)
    }
    self = .community(id)
  }
}
