import Archives
import ArgumentParser
import Monitoring
import PipelineCore
import RecipeModel
import Store

/// Says how the installation is, for monitoring.
struct StatusCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how the installation is: runs, backups, quarantine, what waits.",
    discussion: """
      EXAMPLES:
        levain status
        levain status --fail-run-after 26h --fail-backup-after 26h --fail-drill-after 8d
        levain status --prometheus /var/lib/prometheus/node-exporter/levain.prom --quiet

      A backup that is of one community, and a run that found something, do not count as good. \
      --prometheus writes the figures for the textfile collector of node_exporter, whole or not at \
      all.

      JSON (levain.status/1): overdue, store, schemaVersion, bytes (without pictures), freeBytes, \
      holder (of the store, while somebody writes); pipeline, backup, verification and drill, each \
      as in `levain backup status`; jobs (the newest of each pipeline that runs by itself: pipeline, \
      dueAt, state, reason, lastSuccess); runs (kind, state, count), killed (runs that were), quarantine \
      (records that wait), lastDay (the last one with a view, UTC), countedAt, dirtyDays (how many \
      wait to be counted), behind.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    help: ArgumentHelp(
      "End with exit code 8 when the last good run of a pipeline is older, or there is none.",
      valueName: "duration"), transform: statedAge)
  var failRunAfter: StatedDuration?

  @Option(
    help: ArgumentHelp("The same for the last backup.", valueName: "duration"),
    transform: statedAge)
  var failBackupAfter: StatedDuration?

  @OptionGroup var proofs: ProofAgeOptions

  @Option(
    help: ArgumentHelp("The same when more records are in quarantine.", valueName: "n"))
  var failQuarantineOver: Int?

  @Option(
    help: ArgumentHelp("The same when views of more days wait to be counted.", valueName: "n"))
  var failDirtyDaysOver: Int?

  @Option(
    help: ArgumentHelp(
      "Write the figures into this file as well, for Prometheus.", valueName: "file"),
    completion: .file(extensions: ["prom"]))
  var prometheus: String?

  func validate() throws {
    guard (failQuarantineOver ?? 0) >= 0, (failDirtyDaysOver ?? 0) >= 0 else {
      throw ValidationError("How much is too much is 0 or more.")
    }
  }

  func run(in session: CommandSession) throws -> InstallationStatus {
    let status = try InstallationStatus(
      of: session.openStore(), at: session.surroundings.now(),
      limits: .init(quarantine: failQuarantineOver, dirtyDays: failDirtyDaysOver)
    ) { (transaction) throws(StoreFault) in
      [
        try LastGood("pipeline", .pipeline, limit: failRunAfter, in: transaction),
        try LastGood("backup", .backup, limit: failBackupAfter, in: transaction),
        try LastGood("verification", .verify, limit: proofs.failVerifyAfter, in: transaction),
        try LastGood("drill", .drill, limit: proofs.failDrillAfter, in: transaction),
      ]
    }
    if let prometheus {
      try OutputFolder.make(for: prometheus)
      let file = try AtomicFile(path: prometheus)
      try file.write(PrometheusText.text(of: status.metrics))
      try file.commit()
    }
    return status
  }
}
