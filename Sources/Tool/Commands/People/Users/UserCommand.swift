import ArgumentParser

/// The users of the installation.
struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Make, list and change users.",
    subcommands: [UserCreateCommand.self, UserListCommand.self, UserSettingsCommand.self])
}
