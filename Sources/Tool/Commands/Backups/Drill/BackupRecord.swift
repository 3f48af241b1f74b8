import BackupRepository
import Backups
import Console
import Foundation
import JSONText
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// Keeps what was found of a backup as a run of the store that it is a backup of, where that is there,
/// so that `backup status` can tell.
///
/// The store is held only while that is written: the finding took as long as it took without it.
struct BackupRecord {
  var kind: RunKind
  /// What was looked at, in words for people.
  var label: String
  var repositoryID: String
  var startedAt: Instant
  /// The id of the one community that it is about; nil where it is about everything, or not known.
  var scope: String?
  /// The installation that the backup is of; nil where that is not known.
  var installationID: String?

  /// What is begun now with a repository.
  ///
  /// - Parameters:
  ///   - kind: What is done with it.
  ///   - repository: The repository.
  ///   - snapshot: The one of its snapshots that it is about; all unless given.
  ///   - session: Whose store keeps it.
  init(
    _ kind: RunKind, of repository: Repository, snapshot: SnapshotID? = nil,
    in session: CommandSession
  ) {
    self.kind = kind
    label = snapshot.map { "\($0) of \(repository.path)" } ?? repository.path
    repositoryID = repository.id
    startedAt = session.surroundings.now()
    // Of a snapshot that cannot be read, what is said is kept for the installation of the others.
    let about = repository.manifests(of: snapshot)
    let newest = about.known.last ?? repository.manifests(of: nil).known.last
    installationID = newest?.store.installationID
    // What reads no snapshot of everything proves nothing of everything.
    let isOfPart =
      about.areAll
      && !about.known.contains {
        $0.isOfInstallation && $0.store.installationID == newest?.store.installationID
      }
    scope = isOfPart ? newest?.scope : nil
  }

  /// Does what is kept, and keeps what came of it.
  func keeping<Result: CommandResult>(
    in session: CommandSession, waiting patience: Patience, _ body: () throws -> Result
  ) throws -> Result {
    do {
      let result = try body()
      keep(.success(result), in: session, waiting: patience)
      return result
    } catch {
      keep(.failure(error), in: session, waiting: patience)
      throw error
    }
  }

  /// Keeps a result, or why there is none; gives whether it was kept.
  ///
  /// That it cannot be kept does not undo what was found: it is told as a warning.
  @discardableResult
  private func keep(
    _ outcome: Swift.Result<any CommandResult, any Error>, in session: CommandSession,
    waiting patience: Patience
  ) -> Bool {
    guard let installationID, FileManager.default.fileExists(atPath: session.storePath) else {
      return false
    }
    do {
      let store = try session.openStore()
      guard try store.read({ try $0.snapshotState().installationID }) == installationID else {
        return false
      }
      let lock = try session.lock(for: "backup \(kind.rawValue)", patience, shouldStop: { false })
      return try withExtendedLifetime(lock) {
        try write(outcome, to: store, session.surroundings)
        return true
      }
    } catch {
      let why = (error as? any Fault)?.what ?? "\(type(of: error))"
      session.messages.warning("the \(kind.rawValue) is not kept in \(session.storePath): \(why)")
      return false
    }
  }

  private func write(
    _ outcome: Swift.Result<any CommandResult, any Error>, to store: RecipeStore,
    _ surroundings: Surroundings
  ) throws {
    let id = surroundings.freshID()
    let request = RunRequest(
      kind: kind, fingerprint: Digest.sha256(Array(id.utf8)), label: label,
      repositoryID: repositoryID, scope: scope)
    let run = try store.write { (transaction) throws(StoreFault) in
      try transaction.beginRun(request, id: id, at: startedAt)
    }
    switch outcome {
    case .success(let result):
      try store.write { (transaction) throws(StoreFault) in
        try transaction.keepResult(result.json, of: run.key)
        try transaction.finishRun(
          run.key, .succeeded, exitCode: result.exitCode, at: surroundings.now())
      }
    case .failure(let error):
      try store.abandon(run.key, because: error, at: surroundings.now())
    }
  }
}

extension Repository {
  /// What a snapshot, or all of them, the newest last, say of themselves, and whether all can be read.
  fileprivate func manifests(
    of snapshot: SnapshotID?
  ) -> (known: [SnapshotManifest], areAll: Bool) {
    let snapshots = snapshot.map { [$0] } ?? (try? self.snapshots()) ?? []
    let known = snapshots.compactMap { try? manifest($0) }
    return (known, known.count == snapshots.count)
  }
}
