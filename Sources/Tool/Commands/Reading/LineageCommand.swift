import ArgumentParser

/// Where recipes come from and what became of them.
struct LineageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lineage", abstract: "Show where a recipe comes from and what was made of it.",
    subcommands: [
      LineageShowCommand.self, LineageTreeCommand.self, LineageRelationCommand.self,
    ])
}
