import ArgumentParser
import Store

/// Backups: community archives that are taken, proved and restored.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Take, verify and restore backups.",
    subcommands: [
      BackupCreateCommand.self, BackupVerifyCommand.self, BackupRestoreCommand.self,
    ])
}

/// Takes a backup.
struct BackupCreateCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Write the installation or one community into a community archive.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The file to write (a tar).", completion: .file(extensions: ["tar"]))
  var file: String

  @Option(help: ArgumentHelp("Only this community.", valueName: "slug"))
  var community: String?

  @Flag(inversion: .prefixedNo, help: "Read the backup again and prove it.")
  var verify = true

  func run(in session: CommandSession) throws -> BackupResult {
    try session.atWorkbench(for: "backup", waiting: waiting.patience) { bench in
      try BackupWork(
        path: file, community: community, isVerified: verify, acting: actor.acting
      ).run(at: bench)
    }
  }
}

/// Proves a backup.
struct BackupVerifyCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Read a backup, hash it again, and check what it refers to.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The backup.", completion: .file(extensions: ["tar"]))
  var file: String

  func run(in session: CommandSession) throws -> BackupVerifyResult {
    try BackupVerifyResult(of: file)
  }
}

/// Restores a backup.
struct BackupRestoreCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring a backup into a store.",
    discussion: """
      Into an empty store it gives back the same rows; restoring twice changes nothing. What
      contradicts the store goes into quarantine. `levain index` and `levain rollup` rebuild what
      is derived. Users who were erased since come back erased: those whom the store itself knows, \
      and those whom the store of --erasures-from knows.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var waiting: WaitOptions

  @Argument(help: "The backup.", completion: .file(extensions: ["tar"]))
  var file: String

  @Option(
    help: ArgumentHelp(
      "Another store, normally the live one, whose erasures are applied.", valueName: "store"))
  var erasuresFrom: String?

  func run(in session: CommandSession) throws -> ArchiveResult {
    try session.atWorkbench(for: "restore", waiting: waiting.patience) { bench in
      try ArchiveWork(paths: [file], kind: .restore, erasuresFrom: erasuresFrom).run(at: bench)
    }
  }
}
