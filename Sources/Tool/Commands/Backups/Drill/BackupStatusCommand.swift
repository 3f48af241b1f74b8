import ArgumentParser
import BackupRepository
import Backups
import Foundation
import PipelineCore
import RecipeModel
import Store

/// Says how old the last good backup is, for monitoring.
struct BackupStatusCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how old the last good backup, its verification and the last drill are.",
    discussion: """
      What was done is read from the runs of the store, and, of a repository that is named, from \
      what lies in it and from the runs that were about it. A backup is as old as the moment that \
      it is of. A verification or a drill that found something does not count, nor does what is of \
      one community alone.

      EXAMPLES:
        levain backup status
        levain backup status backups --fail-after 26h --fail-drill-after 8d

      JSON (levain.backup-status/1): overdue, then backup, verification and drill, each with good (at, age in \
      seconds, what), which is null where there is none; failed (at, why) where a later one did not \
      end well; overdue where an age was asked for.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: "A repository; whatever the store was backed up into unless given.",
    completion: .directory)
  var repository: String?

  @OptionGroup var secret: SecretOptions

  @Option(
    help: ArgumentHelp(
      "End with exit code 8 when the last good backup is older, or there is none.",
      valueName: "duration"),
    transform: BackupStatusCommand.age)
  var failAfter: StatedDuration?

  @Option(
    help: ArgumentHelp("The same for the last verification.", valueName: "duration"),
    transform: BackupStatusCommand.age)
  var failVerifyAfter: StatedDuration?

  @Option(
    help: ArgumentHelp("The same for the last drill.", valueName: "duration"),
    transform: BackupStatusCommand.age)
  var failDrillAfter: StatedDuration?

  private static func age(_ text: String) throws -> StatedDuration {
    guard let age = StatedDuration(text) else {
      throw ValidationError("An age is a number with a unit, such as 90m, 26h, 8d or 2w.")
    }
    return age
  }

  func run(in session: CommandSession) throws -> BackupStatus {
    let repository = try repository.map { try session.openRepository($0, secret) }
    let now = session.surroundings.now()
    let runs = try recorded(of: repository, session)
    var backup = BackupStatus.Item(
      name: "backup", good: runs.backup.good, failed: runs.backup.failed, limit: failAfter)
    if let repository { backup.good = try newest(in: repository, session) }
    return BackupStatus(
      now: now,
      items: [
        backup,
        BackupStatus.Item(
          name: "verification", good: runs.verify.good, failed: runs.verify.failed,
          limit: failVerifyAfter),
        BackupStatus.Item(
          name: "drill", good: runs.drill.good, failed: runs.drill.failed, limit: failDrillAfter),
      ])
  }

  private typealias Found = (good: BackupStatus.Event?, failed: BackupStatus.Event?)

  /// What the runs of the store say; nothing where a repository is named and no store is there.
  private func recorded(
    of repository: Repository?, _ session: CommandSession
  ) throws -> (backup: Found, verify: Found, drill: Found) {
    if repository != nil, !FileManager.default.fileExists(atPath: session.storePath) {
      return ((nil, nil), (nil, nil), (nil, nil))
    }
    return try session.openStore().read { (transaction) throws(StoreFault) in
      func found(_ kind: RunKind) throws(StoreFault) -> Found {
        let good = try transaction.lastGoodRun(kind, repository: repository?.id)
        let last = try transaction.lastRun(kind, repository: repository?.id)
        let isWorse = last.map { $0.key != good?.key && $0.state != .running } ?? false
        return (
          good.map { BackupStatus.Event(at: $0.referenceAt, what: $0.label) },
          isWorse ? last.flatMap { BackupStatus.Event(failureOf: $0) } : nil
        )
      }
      return (try found(.backup), try found(.verify), try found(.drill))
    }
  }

  /// The newest snapshot of a repository that can be read and has its shards; of the store's
  /// installation, where that is there.
  private func newest(
    in repository: Repository, _ session: CommandSession
  ) throws -> BackupStatus.Event? {
    var installationID: String?
    if FileManager.default.fileExists(atPath: session.storePath) {
      installationID = try session.openStore().read { try $0.snapshotState().installationID }
    }
    var newest: BackupStatus.Event?
    for id in try repository.snapshots() {
      guard let manifest = try? repository.manifest(id), manifest.isOfInstallation,
        installationID == nil || manifest.store.installationID == installationID,
        manifest.createdAt >= newest?.at ?? manifest.createdAt,
        manifest.shards.allSatisfy({ repository.presence(of: $0.object) == nil })
      else { continue }
      newest = BackupStatus.Event(at: manifest.createdAt, what: id.text)
    }
    return newest
  }
}
