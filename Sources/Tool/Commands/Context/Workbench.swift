import Foundation
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// Where the work of a command or of a pipeline's stage is done: on a store that is held, or that is
/// only read.
struct Workbench {
  let session: CommandSession
  let store: RecipeStore
  let observer: Observer
  /// The run of the pipeline that the work is a stage of.
  var parent: RunKey?
  /// The one moment that the pipeline refers to which the work is a stage of.
  var referenceAt: Instant?

  var surroundings: Surroundings { session.surroundings }

  /// The moment that work refers to which is no run of its own.
  var moment: Instant { referenceAt ?? surroundings.now() }

  /// Does a piece of work as a run of its own: begun, ended, and kept with its result.
  ///
  /// - Parameters:
  ///   - kind: What it does.
  ///   - label: What it works on, in words for people.
  ///   - repositoryID: The repository of backups that it is about.
  ///   - scope: The id of the one community that a run about backups is of.
  ///   - body: Does it.
  /// - Returns: What the body gives.
  /// - Throws: What the body throws, with which the run is ended; a fault of the store.
  func recorded<Result: CommandResult>(
    _ kind: RunKind, _ label: String, of repositoryID: String? = nil,
    scope: String? = nil,
    _ body: (StoredRun) throws -> Result
  ) throws -> Result {
    let id = surroundings.freshID()
    let request = RunRequest(
      kind: kind, fingerprint: Digest.sha256(Array(id.utf8)), label: label, parent: parent,
      repositoryID: repositoryID, scope: scope)
    let run = try store.write { (transaction) throws(StoreFault) in
      try transaction.beginRun(request, id: id, at: surroundings.now())
    }
    do {
      let result = try body(run)
      try store.write { (transaction) throws(StoreFault) in
        try transaction.keepResult(result.json, of: run.key)
        try transaction.finishRun(
          run.key, .succeeded, exitCode: result.exitCode, at: surroundings.now())
      }
      return result
    } catch {
      try? store.abandon(run.key, because: error, at: surroundings.now())
      throw error
    }
  }
}

extension CommandSession {
  /// Opens the store for work that only reads, and runs the body with progress and interruption.
  func atReadingDesk<Result>(_ body: (Workbench) throws -> Result) throws -> Result {
    let store = try openStore()
    return try observed { observer in
      try body(Workbench(session: self, store: store, observer: observer))
    }
  }

  /// Opens and holds the store, after another run that does as far as the patience goes, and runs
  /// the body with progress and interruption.
  func atWorkbench<Result>(
    for purpose: String, waiting patience: Patience, _ body: (Workbench) throws -> Result
  ) throws -> Result {
    try observed { observer in
      try holdingStore(for: purpose, waiting: patience, observer, body)
    }
  }

  /// The same within work that is observed already.
  func holdingStore<Result>(
    for purpose: String, waiting patience: Patience, _ observer: Observer,
    _ body: (Workbench) throws -> Result
  ) throws -> Result {
    guard FileManager.default.fileExists(atPath: storePath) else {
      throw StoreFault(.notFound(path: storePath))
    }
    let lock = try lock(for: purpose, patience, shouldStop: observer.shouldStop)
    let store = try openStore()
    return try withExtendedLifetime(lock) {
      try body(Workbench(session: self, store: store, observer: observer))
    }
  }
}
