import ArgumentParser

/// The users of the installation.
struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Make, list, change and erase users.",
    subcommands: [
      UserCreateCommand.self, UserListCommand.self, UserSettingsCommand.self,
      UserEraseCommand.self,
    ])
}
