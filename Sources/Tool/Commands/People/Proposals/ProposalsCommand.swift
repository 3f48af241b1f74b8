import ArgumentParser

/// Proposals that were made.
struct ProposalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proposals", abstract: "List and show proposed updates of recipes.",
    subcommands: [ProposalsListCommand.self, ProposalsShowCommand.self])
}
