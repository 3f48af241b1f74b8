import ArgumentParser
import Communities
import JSONText
import RecipeModel

/// Restores a deleted recipe.
struct RecipeRestoreCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Give a deleted recipe back, until its retention ends.",
    discussion: """
      Who may delete it may restore it.

      JSON (levain.recipe-restored/1): id.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var id: String

  func run(in session: CommandSession) throws -> RecipeRestored {
    try session.communities().restoreRecipe(RecipeID(id), as: actor.acting)
    return RecipeRestored(id: RecipeID(id))
  }
}

/// A recipe that is there again.
struct RecipeRestored: CommandResult {
  var id: RecipeID

  var schema: String { "recipe-restored/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
  }

  func show(on output: HumanOutput) {
    output.note("restored the recipe")
  }
}
