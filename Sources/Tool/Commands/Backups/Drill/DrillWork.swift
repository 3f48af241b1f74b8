import BackupRepository
import Backups
import Console
import Foundation
import PipelineCore
import RecipeModel
import Rollups
import Statistics
import Store

/// Restores a snapshot for a while and looks whether everything is there and says what it should.
struct DrillWork {
  var repository: Repository
  var snapshot: SnapshotID
  /// Where the store is made; nil is beside the repository.
  var folder: String?

  func run(in session: CommandSession) throws -> DrillResult {
    try session.inWorkFolder(of: repository.path, in: folder, for: "drill") { folder in
      try session.observed { observer in
        try drill("\(folder)/drill.db", session, observer)
      }
    }
  }

  private func drill(
    _ path: String, _ session: CommandSession, _ observer: Observer
  ) throws -> DrillResult {
    var found = DrillFindings()
    let summary = try SnapshotRestoring(
      repository: repository, snapshot: snapshot, path: path, passesOverDamage: true,
      holder: session.holder(of: "backup drill"), observer: observer
    ).run { store, summary in
      // Before anything else is in it.
      try found.count(store, against: summary.manifest)
    }
    found.note(summary)
    let store = try RecipeStore.open(at: path)
    let bench = Workbench(session: session, store: store, observer: observer)
    _ = try LineageWork().run(at: bench)
    _ = try TagsWork().run(at: bench)
    _ = try RollupWork().run(at: bench)
    for what in try store.integrityFindings() { found.add(.integrity, what) }
    let numbers = try compare(store, summary.manifest, session, observer, &found)
    return DrillResult(
      repository: repository.path, repositoryID: repository.id, snapshot: snapshot,
      summary: summary, numbers: numbers.compared, isComparedWithLive: numbers.isLive,
      findings: found)
  }

  private func compare(
    _ store: RecipeStore, _ manifest: SnapshotManifest, _ session: CommandSession,
    _ observer: Observer, _ found: inout DrillFindings
  ) throws -> (compared: Int, isLive: Bool) {
    let proof = try Rollup(store: store, surroundings: session.surroundings)
      .reconcile(observer: observer)
    found.note(proof)
    let (told, rows) = try store.read { transaction in
      (try ReportedTotals(in: transaction), try transaction.plainTotals())
    }
    for difference in told.differences(from: rows) {
      found.note(difference, "the rows say")
    }
    var compared = proof.levels.reduce(0) { $0 + $1.periods } + told.count
    guard let live = liveTotals(at: manifest, session) else { return (compared, false) }
    let differences =
      live.isBehind
      ? told.withoutViews().differences(from: live.withoutViews()) : told.differences(from: live)
    for difference in differences { found.note(difference, "the live store says") }
    compared += live.isBehind ? live.withoutViews().count : live.count
    return (compared, true)
  }

  /// What the live store says, where it is there and has not changed since the snapshot.
  ///
  /// That it cannot be read is no finding about the backup, but a reason to have one.
  private func liveTotals(
    at manifest: SnapshotManifest, _ session: CommandSession
  ) -> ReportedTotals? {
    // What a community is told of is less than what the live store has.
    guard manifest.isOfInstallation, FileManager.default.fileExists(atPath: session.storePath)
    else {
      return nil
    }
    do {
      return try session.openStore().read { transaction in
        let state = try transaction.snapshotState()
        guard state.installationID == manifest.store.installationID,
          state.change == Int64(manifest.store.changeCounter),
          // A store that was put back, or a rewritten snapshot, may be at that number by another way.
          let run = manifest.store.runID, try transaction.run(named: run) != nil
        else { return nil }
        return try ReportedTotals(in: transaction)
      }
    } catch {
      let why = (error as? any Fault)?.what ?? "\(type(of: error))"
      session.messages.warning("\(session.storePath) was not compared with: \(why)")
      return nil
    }
  }
}

/// What a drill found wrong.
struct DrillFindings {
  /// What a finding is about; raw values stand in JSON.
  enum Subject: String {
    /// What could not be read or stored.
    case restore
    /// How many rows there are.
    case count
    /// What SQLite says of the file.
    case integrity
    /// Views as they are told, against the raw ones.
    case reconcile
    /// Numbers of reports.
    case report
  }

  private(set) var list: [(about: Subject, what: String)] = []
  /// How many there are, listed or not.
  private(set) var count = 0
  static let listed = 1000

  mutating func add(_ subject: Subject, _ what: String) {
    count += 1
    if list.count < DrillFindings.listed { list.append((subject, what)) }
  }

  /// Counts the rows of every table.
  mutating func count(_ store: RecipeStore, against manifest: SnapshotManifest) throws {
    let rows = Dictionary(
      manifest.tables.map { ($0.name, $0.rows) }, uniquingKeysWith: { first, _ in first })
    let counted = try store.read { (transaction) throws(StoreFault) in
      var counted: [(SnapshotTable, Int, schema: Int)] = []
      let schema = try transaction.snapshotState().schemaVersion
      for table in SnapshotTable.allCases {
        counted.append((table, try transaction.snapshotRows(of: table), schema))
      }
      return counted
    }
    // A migration may have moved rows.
    for (table, found, schema) in counted where schema == manifest.schemaVersion {
      let expected = rows[table.rawValue] ?? 0
      if found != expected {
        add(.count, "\(found) rows of \(table.rawValue) where the snapshot says \(expected)")
      }
    }
  }

  mutating func note(_ summary: SnapshotRestoring.Summary) {
    for fault in summary.damage { add(.restore, "\(fault.path): \(fault.what)") }
    for rejection in summary.refused {
      add(.restore, "\(rejection.location): \(rejection.message)")
    }
    let gone = summary.missingImages.count - summary.lackedImages
    if gone > 0 {
      for digest in summary.missingImages {
        add(.restore, "the picture \(digest.hex) is missing from the repository, or not whole")
      }
    }
  }

  mutating func note(_ proof: Reconciliation) {
    for difference in proof.differences {
      add(
        .reconcile, "\(difference.subject.inWords) \(difference.period): told and raw views differ")
    }
    // Those that the proof itself does not list.
    count += max(0, proof.differenceCount - proof.differences.count)
    if proof.isBehind { add(.reconcile, "days wait to be counted after a rollup") }
  }

  mutating func note(_ difference: ReportedTotals.Difference, _ whoSays: String) {
    guard let number = difference.number else {
      return add(
        .report,
        "\(difference.subject) is \(difference.found == nil ? "missing" : "there"), and \(whoSays) "
          + (difference.found == nil ? "it is there" : "it is not"))
    }
    add(
      .report,
      "\(difference.subject): \(number) \(difference.found ?? 0) told, and \(whoSays) "
        + "\(difference.expected ?? 0)")
  }
}
