import ArgumentParser

/// What was taken down.
struct TakedownCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "takedown", abstract: "Take recipes down with a reason, list and lift that.",
    subcommands: [
      TakedownRecipeCommand.self, TakedownListCommand.self, TakedownLiftCommand.self,
    ],
    defaultSubcommand: TakedownRecipeCommand.self)
}
