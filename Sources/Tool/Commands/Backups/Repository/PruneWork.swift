import BackupRepository
import Backups
import PipelineCore
import Store

/// Removes old snapshots, as a command or a pipeline asks for it.
struct PruneWork {
  var repository: Repository
  var policy: RetentionPolicy
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
      repository: repository, policy: policy, isDry: isDry, removesDamaged: removesDamaged,
      holder: session.holder(of: "backup prune"), observer: observer)
    return PruneResult(repository: repository.path, isDry: isDry, summary: try pruning.run())
  }
}
