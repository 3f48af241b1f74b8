import ArgumentParser
import Communities
import JSONText
import RecipeModel

/// Says that two recipes are two dishes.
struct DuplicatesDismissCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "dismiss",
    abstract: "Say that two recipes are no duplicates, so that they are not listed again.",
    discussion: """
      The creator of either recipe may, and the admins of their community.

      EXAMPLES:
        levain duplicates dismiss ID ID --as ada@example.org

      JSON (levain.duplicate-dismissed/1): first, second.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The id of one recipe.")
  var first: String

  @Argument(help: "The id of the other recipe.")
  var second: String

  func run(in session: CommandSession) throws -> DuplicateDismissed {
    try session.communities().dismissDuplicate(
      RecipeID(first), RecipeID(second), as: actor.acting)
    return DuplicateDismissed(first: RecipeID(first), second: RecipeID(second))
  }
}

/// Two recipes that are no duplicates.
struct DuplicateDismissed: CommandResult {
  var first: RecipeID
  var second: RecipeID

  var schema: String { "duplicate-dismissed/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("first", first)
    writer.member("second", second)
  }

  func show(on output: HumanOutput) {
    output.note("dismissed: they are not listed as duplicates again, but with --all")
  }
}
