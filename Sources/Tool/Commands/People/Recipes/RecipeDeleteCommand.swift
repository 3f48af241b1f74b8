import ArgumentParser
import Communities
import JSONText
import RecipeModel

/// Deletes a recipe.
struct RecipeDeleteCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete a recipe, and nothing besides it.",
    discussion: """
      Its creator and the admins of its community may; a recipe in a catalogue only its owner. \
      Until the retention ends, `levain recipe restore` gives it back.

      JSON (levain.recipe-deleted/1): id.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var id: String

  func run(in session: CommandSession) throws -> RecipeDeleted {
    try session.communities().deleteRecipe(RecipeID(id), as: actor.acting)
    return RecipeDeleted(id: RecipeID(id))
  }
}

/// A recipe that is deleted now.
struct RecipeDeleted: CommandResult {
  var id: RecipeID

  var schema: String { "recipe-deleted/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
  }

  func show(on output: HumanOutput) {
    output.note("deleted the recipe")
    output.note("`levain recipe restore \(id.text)` gives it back until its retention ends")
  }
}
