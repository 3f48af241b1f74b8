import ArgumentParser
import Communities
import JSONText
import RecipeModel

/// Changes what a recipe says.
struct RecipeEditCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change what a recipe says, as its creator.",
    discussion: """
      Each option replaces what it names and leaves the rest; an empty --summary or --yield takes \
      it away. Copies of the recipe and the one it came from stay as they are. Tags are changed \
      by `levain recipe tag`.

      EXAMPLES:
        levain recipe edit ID --as ada@example.org --title "Rye Bread with Seeds"
        levain recipe edit ID --as ada@example.org --from rye-bread.json

      JSON (levain.recipe-edited/1): id, changed (false when it said all that already), leftOut \
      (what of the file was not taken: pictures, fields, tags), warnings (about the file: each \
      with code and field).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var id: String

  @OptionGroup var text: RecipeTextOptions

  func validate() throws {
    guard !text.isEmpty else {
      throw ValidationError(
        "Say what changes: --title, --summary, --yield, --ingredient, --step or --from.")
    }
  }

  func run(in session: CommandSession) throws -> RecipeEdited {
    let record = try text.record()
    let hasChanged = try session.communities().editRecipe(RecipeID(id), as: actor.acting) { body in
      if let record { body = record.body }
      text.apply(to: &body)
    }
    return RecipeEdited(
      id: RecipeID(id), hasChanged: hasChanged,
      remarks: record.map { FileRemarks(on: $0, takesTagsAndPicture: false) })
  }
}

/// What came of an edit.
struct RecipeEdited: CommandResult {
  var id: RecipeID
  var hasChanged: Bool
  /// Nil when no file was read.
  var remarks: FileRemarks?

  var schema: String { "recipe-edited/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("changed", hasChanged)
    remarks?.writeMembers(to: &writer)
  }

  func show(on output: HumanOutput) {
    output.note(hasChanged ? "changed the recipe" : "the recipe says that already")
    remarks?.show(on: output)
  }
}
