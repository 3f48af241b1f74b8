import BackupRepository
import Backups
import Console
import Foundation
import JSONText
import PipelineCore
import RecipeCoding
import RecipeModel
import Store

/// Makes a store of a snapshot.
struct RestoreWork {
  var repository: Repository
  var snapshot: SnapshotID
  /// Another store, whose erasures are applied (R23).
  var erasuresFrom: String?
  var passesOverDamage = false
  var patience = Patience.none

  func run(in session: CommandSession) throws -> RestoreResult {
    try session.observed { observer in
      // Nobody else makes a store there meanwhile.
      let lock = try session.lock(for: "restore", patience, shouldStop: observer.shouldStop)
      defer { withExtendedLifetime(lock) {} }
      var erased = 0
      let known = try session.erasures(after: snapshot, in: repository, besides: nil)
      let restoring = SnapshotRestoring(
        repository: repository, snapshot: snapshot, path: session.storePath,
        passesOverDamage: passesOverDamage, holder: session.holder(of: "backup restore"),
        observer: observer)
      let summary = try restoring.run { store, summary in
        // The new store says where it comes from, and keeps what could not be stored.
        let bench = Workbench(session: session, store: store, observer: observer)
        _ = try bench.recorded(.restore, snapshot.text) { run in
          try quarantine(summary.refused, in: store, of: run)
          erased = try ArchiveWork(paths: [], erasuresFrom: erasuresFrom)
            .applyErasures(at: bench, in: run.id, besides: known)
          return result(summary, erased, session)
        }
      }
      return result(summary, erased, session)
    }
  }

  private func result(
    _ summary: SnapshotRestoring.Summary, _ erased: Int, _ session: CommandSession
  ) -> RestoreResult {
    RestoreResult(
      store: session.storePath, snapshot: snapshot, summary: summary, erased: erased)
  }

  private func quarantine(
    _ refused: [Rejection], in store: RecipeStore, of run: StoredRun
  ) throws {
    try store.write { (transaction) throws(StoreFault) in
      for rejection in refused {
        try transaction.quarantine(
          rejection, run: run.key, fingerprint: rejection.fingerprint(within: "snapshot"),
          at: run.referenceAt)
      }
    }
  }
}

/// A store that was made of a snapshot.
struct RestoreResult: CommandResult {
  var store: String
  var snapshot: SnapshotID
  var summary: SnapshotRestoring.Summary
  /// How many users it brought back who were erased, and erased again.
  var erased: Int

  var schema: String { "restore/1" }
  var exitCode: ExitCode {
    summary.damage.isEmpty && summary.missingImages.count == summary.lackedImages
      ? summary.refused.isEmpty ? .done : .quarantined : .failed
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.key("store")
    writer.string(store)
    writer.key("snapshot")
    writer.object { summary.manifest.writeSummary(of: snapshot, to: &$0) }
    writer.key("rows")
    writer.integer(summary.rows)
    writer.key("images")
    writer.integer(summary.images)
    writer.key("quarantined")
    writer.integer(summary.refused.count)
    writer.key("damage")
    writer.array { writer in
      for fault in summary.damage { writer.string("\(fault.path): \(fault.what)") }
    }
    writer.key("missingImages")
    writer.integer(summary.missingImages.count)
    writer.key("erased")
    writer.integer(erased)
  }

  func show(on output: HumanOutput) {
    for fault in summary.damage { output.line("\(fault.path): \(fault.what)") }
    output.note(
      "restored \(snapshot) into \(store): \(Figures.count(summary.rows, "row", "rows")), "
        + Figures.count(summary.images, "picture", "pictures"))
    if !summary.refused.isEmpty {
      output.note(
        "\(Figures.count(summary.refused.count, "row", "rows")) in quarantine: "
          + "`levain quarantine list` lists them")
    }
    if summary.lackedImages > 0 {
      output.messages.warning(
        Figures.count(
          summary.lackedImages, "picture was missing", "pictures were missing")
          + " already when the snapshot was taken")
    }
    if summary.missingImages.count > summary.lackedImages {
      output.messages.warning(
        Figures.count(
          summary.missingImages.count - summary.lackedImages, "picture is", "pictures are")
          + " missing from the repository, or not whole")
    }
    if erased > 0 { output.note("erased again: \(Figures.count(erased, "user", "users"))") }
    output.note("`levain index` and `levain rollup` rebuild what is derived")
  }
}
