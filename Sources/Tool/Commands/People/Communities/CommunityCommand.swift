import ArgumentParser

/// The communities of the installation.
struct CommunityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "community", abstract: "Make, show, change, delete and restore communities.",
    subcommands: [
      CommunityCreateCommand.self, CommunityListCommand.self, CommunityShowCommand.self,
      CommunitySettingsCommand.self, CommunityDeleteCommand.self, CommunityRestoreCommand.self,
    ])
}
