import ArgumentParser

/// Single recipes.
struct RecipeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipe", abstract: "Make, show, change, tag, delete and restore recipes.",
    subcommands: [
      RecipeCreateCommand.self, RecipeShowCommand.self, RecipeListCommand.self,
      RecipeEditCommand.self, RecipeDeleteCommand.self, RecipeRestoreCommand.self,
      RecipeTagCommand.self, RecipeRevisionsCommand.self,
    ])
}
