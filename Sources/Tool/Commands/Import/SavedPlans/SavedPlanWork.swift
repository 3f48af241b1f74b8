import Archives
import Communities
import CommunityRules
import Import
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// Keeping the plan of an import in a file, and carrying it out as long as all is as it was.
struct SavedPlanWork {
  var path: String

  /// Plans an import, and keeps the plan unless an archive changed while it was made.
  func save(_ work: ImportWork, at bench: Workbench) throws -> PlanResult {
    let before = try work.paths.map { try InputPath(path: $0) }
    let archives = try digests(of: work.paths, observer: bench.observer)
    let resolved = try work.planned(at: bench)
    var result = try work.plan(resolved, at: bench)
    let changed = try before.filter {
      try InputPath(path: $0.path).fingerprint != $0.fingerprint
    }
    guard changed.isEmpty else {
      throw SavedPlanFault(.archivesChanged(changed.map(\.path)), path: nil)
    }
    let saved = try bench.store.read { (transaction) throws(StoreFault) in
      SavedPlan(
        installation: try transaction.installationID(), change: result.plan.change,
        undoneWork: result.plan.undoneWork,
        attempt: result.plan.continued.map { SavedPlan.Attempt($0) }, archives: archives,
        work: try work.sparingAddresses(resolved, in: transaction),
        accounts: result.plan.accounts,
        fates: work.isMirror ? result.plan.missing?.counts : nil)
    }
    try OutputFolder.write(saved.json, to: path)
    result.savedTo = path
    return result
  }

  /// Carries out a plan; refused when the store, an archive or the target is not what it was.
  func apply(at bench: Workbench) throws -> ImportResult {
    let saved = try SavedPlan(try bench.session.contents(of: path), path: path)
    var work = saved.work
    let installation = try bench.store.read { (transaction) throws(StoreFault) in
      try transaction.installationID()
    }
    guard installation == saved.installation else {
      throw SavedPlanFault(.otherStore, path: path)
    }
    let resolved = try work.planned(at: bench)
    let now = try digests(of: work.paths, observer: bench.observer)
    let changed = zip(now, saved.archives).filter { $0 != $1 }.map(\.0.path)
    guard changed.isEmpty else { throw SavedPlanFault(.archivesChanged(changed), path: path) }
    try requireSameTarget(saved, resolved, at: bench)
    work.plannedAccounts = saved.accounts
    work.plannedFates = saved.fates
    return try work.run(at: bench)
  }

  /// What this very import stored itself is no change: begun since the plan, it is gone on with.
  private func requireSameTarget(
    _ saved: SavedPlan, _ resolved: PlannedImport, at bench: Workbench
  ) throws {
    let request = resolved.request
    let run = try request.runRequest()
    let changes = try bench.store.read { (transaction) throws(StoreFault) -> [TargetChange]? in
      let attempt = try transaction.unfinishedRun(run).map(SavedPlan.Attempt.init)
      // What the plan counts as stored already is in the account of a run that has ended.
      if let planned = saved.attempt, attempt?.run != planned.run { return nil }
      guard attempt == nil || attempt == saved.attempt else { return [] }
      return try transaction.changes(
        of: request.target.place, ownedBy: request.importer, after: saved.change,
        undoneWork: saved.undoneWork)
    }
    guard let changes else { throw SavedPlanFault(.attemptEnded, path: path) }
    guard changes.isEmpty else {
      throw SavedPlanFault(.targetChanged(request.target.label, changes), path: path)
    }
  }

  private func digests(of paths: [String], observer: Observer) throws -> [SavedPlan.Archive] {
    let inputs = try paths.map { try InputPath(path: $0) }
    let total = inputs.map(\.bytes).reduce(0, +)
    var done: Int64 = 0
    return try inputs.map { input in
      let digest = try input.contentDigest { bytes in
        done += bytes
        observer.progress(
          Progress(activity: "checking", records: 0, bytes: done, totalBytes: total))
        if observer.shouldStop() { throw PlanInterrupted() }
      }
      return SavedPlan.Archive(
        path: input.path, sha256: Digest(bytes: digest).hex)
    }
  }
}
