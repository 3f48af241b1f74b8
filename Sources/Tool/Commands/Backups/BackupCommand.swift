import ArgumentParser

/// Backups: snapshots in a repository, and archives of an installation or a community.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Take, prove and restore backups.",
    discussion: """
      A repository is a folder of snapshots: each one is whole, and holds what is equal to others \
      only once. It may be copied elsewhere while it is in use, snapshots/ before objects/ and \
      images/, as long as nothing is removed from it. An archive is one file (a tar) of an \
      installation or a community, to be handed on.
      """,
    subcommands: [
      BackupCreateCommand.self, BackupListCommand.self, BackupShowCommand.self,
      BackupVerifyCommand.self, BackupRestoreCommand.self, BackupExportCommand.self,
      BackupPruneCommand.self, BackupDiffCommand.self, BackupKeyCommand.self,
      BackupDrillCommand.self, BackupStatusCommand.self, BackupRewriteCommand.self,
    ])
}
