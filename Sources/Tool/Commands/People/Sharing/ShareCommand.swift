import ArgumentParser
import Communities
import JSONText
import RecipeModel

/// Shares a recipe into another community.
struct ShareCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "share",
    abstract: "Share a community's recipe into another community, as a copy of its own.",
    discussion: """
      Its creator may, and the admins of either community, if they are members of both. What it \
      says, its tags and its pictures come along; from then on the two live apart. Prints the id of \
      the copy.

      EXAMPLES:
        levain share ID --into rye-house --as ada@example.org

      JSON (levain.share/1): id (of the copy), origin (the recipe shared), into (as it was named).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var id: String

  @Option(
    help: ArgumentHelp("The slug or id of the community to share it into.", valueName: "slug"))
  var into: String

  func run(in session: CommandSession) throws -> ShareResult {
    ShareResult(
      id: try session.communities().shareRecipe(RecipeID(id), into: into, as: actor.acting),
      origin: RecipeID(id), community: into)
  }
}

/// A recipe just shared.
struct ShareResult: CommandResult {
  var id: RecipeID
  var origin: RecipeID
  /// As it was named.
  var community: String

  var schema: String { "share/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", id)
    writer.member("origin", origin)
    writer.member("into", community)
  }

  func show(on output: HumanOutput) {
    output.line(id.text)
    output.note("shared into \(community)")
  }
}
