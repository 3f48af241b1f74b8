import ArgumentParser
import BackupRepository
import Backups
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
    transform: statedAge)
  var failAfter: StatedDuration?

  @OptionGroup var proofs: ProofAgeOptions

  func run(in session: CommandSession) throws -> BackupStatus {
    let repository = try repository.map { try session.openRepository($0, secret) }
    var items = try recorded(of: repository, session)
    if let repository { items[0].good = try newest(in: repository, session) }
    return BackupStatus(now: session.surroundings.now(), items: items)
  }

  /// What the runs of the store say; nothing where a repository is named and no store is there.
  private func recorded(
    of repository: Repository?, _ session: CommandSession
  ) throws -> [LastGood] {
    let works: [(name: String, kind: RunKind, limit: StatedDuration?)] = [
      ("backup", .backup, failAfter), ("verification", .verify, proofs.failVerifyAfter),
      ("drill", .drill, proofs.failDrillAfter),
    ]
    if repository != nil, try session.storeIfThere() == nil {
      return works.map { LastGood($0.name, limit: $0.limit) }
    }
    return try session.openStore().read { (transaction) throws(StoreFault) in
      var items: [LastGood] = []
      for work in works {
        items.append(
          try LastGood(
            work.name, work.kind, repository: repository?.id, limit: work.limit, in: transaction))
      }
      return items
    }
  }

  /// The newest snapshot of a repository that can be read and has its shards; of the store's
  /// installation, where that is there.
  private func newest(
    in repository: Repository, _ session: CommandSession
  ) throws -> LastGood.Event? {
    let installationID = try session.storeIfThere()?.read {
      try $0.snapshotState().installationID
    }
    var newest: LastGood.Event?
    for id in try repository.snapshots() {
      guard let manifest = try? repository.manifest(id), manifest.isOfInstallation,
        installationID == nil || manifest.store.installationID == installationID,
        manifest.createdAt >= newest?.at ?? manifest.createdAt,
        manifest.shards.allSatisfy({ repository.presence(of: $0.object) == nil })
      else { continue }
      newest = LastGood.Event(at: manifest.createdAt, what: id.text)
    }
    return newest
  }
}

/// How old may be what proves backups.
struct ProofAgeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The same for the last verification of a backup.", valueName: "duration"),
    transform: statedAge)
  var failVerifyAfter: StatedDuration?

  @Option(
    help: ArgumentHelp("The same for the last drill.", valueName: "duration"),
    transform: statedAge)
  var failDrillAfter: StatedDuration?
}

/// Reads how old something may be from the command line.
func statedAge(_ text: String) throws -> StatedDuration {
  guard let age = StatedDuration(text) else {
    throw ValidationError("An age is a number with a unit, such as 90m, 26h, 8d or 2w.")
  }
  return age
}
