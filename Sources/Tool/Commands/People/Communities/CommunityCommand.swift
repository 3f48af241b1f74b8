import ArgumentParser

/// The communities of the installation.
struct CommunityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "community", abstract: "Make, show, delete and restore communities.",
    subcommands: [
      CommunityCreateCommand.self, CommunityListCommand.self, CommunityShowCommand.self,
      CommunityDeleteCommand.self, CommunityRestoreCommand.self,
    ])
}
