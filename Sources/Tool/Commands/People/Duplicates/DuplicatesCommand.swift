import ArgumentParser

/// Recipes that say the same or nearly so.
struct DuplicatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates",
    abstract: "List recipes that say nearly the same, and decide on them.",
    subcommands: [
      DuplicatesListCommand.self, DuplicatesMergeCommand.self, DuplicatesDismissCommand.self,
    ])
}
