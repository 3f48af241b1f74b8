import ArgumentParser

/// What is deleted and can still be restored.
struct TrashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trash", abstract: "List what is deleted, and give it back.",
    subcommands: [TrashListCommand.self, TrashRestoreCommand.self])
}
