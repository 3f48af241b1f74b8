import ArgumentParser

/// The history of runs.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List and show what was run, and take imports back.",
    subcommands: [RunsListCommand.self, RunsShowCommand.self, RunsUndoCommand.self])
}
