import ArgumentParser
import Communities
import CommunityRules
import JSONText
import RecipeModel

/// Changes the tags of a recipe.
struct RecipeTagCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Put tags on a recipe and take others off, as its creator.",
    discussion: """
      Case and spaces around and inside a name make no other tag; the name first seen is what is \
      shown. Prints the tags of the recipe afterwards, one a line.

      EXAMPLES:
        levain recipe tag ID --as ada@example.org --add bread --remove draft

      JSON (levain.recipe-tags/1): id, tags.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var id: String

  @Option(help: ArgumentHelp("A tag to put on it; repeat it.", valueName: "name"))
  var add: [String] = []

  @Option(help: ArgumentHelp("A tag to take off it; repeat it.", valueName: "name"))
  var remove: [String] = []

  func validate() throws {
    guard !add.isEmpty || !remove.isEmpty else {
      throw ValidationError("Say which tags: --add NAME, --remove NAME.")
    }
  }

  func run(in session: CommandSession) throws -> RecipeTags {
    let added = try add.map { try TagName($0) }
    let removed = try remove.map { try TagName($0) }
    return RecipeTags(
      id: RecipeID(id),
      tags: try session.communities().tagRecipe(
        RecipeID(id), adding: added, removing: removed, as: actor.acting))
  }
}

/// The tags of a recipe.
struct RecipeTags: CommandResult {
  var id: RecipeID
  var tags: [String]

  var schema: String { "recipe-tags/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("tags", tags)
  }

  func show(on output: HumanOutput) {
    for tag in tags { output.line(tag) }
    if tags.isEmpty { output.note("the recipe has no tags") }
  }
}
