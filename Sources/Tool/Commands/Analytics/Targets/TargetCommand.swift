import ArgumentParser

/// What communities want of their numbers, and how far they got.
struct TargetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "target",
    abstract: "Set, list and check the targets of communities.",
    subcommands: [
      TargetListCommand.self, TargetSetCommand.self, TargetRemoveCommand.self,
      TargetCheckCommand.self,
    ],
    defaultSubcommand: TargetListCommand.self)
}
