import BackupRepository
import Backups
import Communities
import PipelineCore
import RecipeModel
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
  ///   - session: Whose store says which community has a slug now, where it is there.
  /// - Throws: `UnknownReference` where none of them is of that community; `AmbiguousCommunity`.
  init(
    community: String?, profile: SnapshotProfile?, in repository: Repository,
    _ session: CommandSession
  ) throws {
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
    if let known = try SnapshotsToPrune.community(community, in: session) {
      guard try communities.holds(known) else { throw UnknownReference(.community, community) }
      self = known
      return
    }
    let ids = try communities.ids(of: community)
    guard let id = ids.first else { throw UnknownReference(.community, community) }
    guard ids.count == 1 else { throw AmbiguousCommunity(slug: community, ids: ids) }
    self = .community(id)
  }

  /// Those of a community that the store knows; nil where there is no store, or it knows none.
  private static func community(
    _ name: String, in session: CommandSession
  ) throws -> SnapshotsToPrune? {
    try session.storeIfThere()?.read { (transaction) throws(StoreFault) -> SnapshotsToPrune? in
      var found = try transaction.community(slug: name.lowercased())
      if found == nil { found = try transaction.community(CommunityID(name)) }
      guard let id = found?.id else { return nil }
      return .community(id, installation: try transaction.snapshotState().installationID)
    }
  }
}

/// A slug that several communities have in a repository, and none in the store.
struct AmbiguousCommunity: Fault, Equatable {
  var slug: String
  var ids: [CommunityID]

  var what: String {
    "several communities are called \(slug) in the repository: "
      + ids.map(\.text).joined(separator: ", ")
  }
  var hint: String? { "name one by its id" }
}
