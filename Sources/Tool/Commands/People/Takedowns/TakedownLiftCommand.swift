import ArgumentParser
import Communities
import JSONText
import RecipeModel

/// Lifts a takedown.
struct TakedownLiftCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "lift",
    abstract: "Lift the takedown that took a recipe, with all that it took.",
    discussion: """
      The operator may, and an admin for their community's own. Until the retention ends the \
      recipes come back; later only their content may be stored again.

      JSON (levain.takedown-lifted/1): recipe, restored.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var id: String

  func run(in session: CommandSession) throws -> TakedownLifted {
    TakedownLifted(
      recipe: RecipeID(id),
      isRestored: try session.communities().liftTakedown(of: RecipeID(id), as: actor.acting))
  }
}

/// A takedown that is lifted.
struct TakedownLifted: CommandResult {
  var recipe: RecipeID
  var isRestored: Bool

  var schema: String { "takedown-lifted/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("recipe", recipe)
    writer.member("restored", isRestored)
  }

  func show(on output: HumanOutput) {
    output.note(
      isRestored
        ? "lifted the takedown; what it took is there again"
        : "lifted the takedown; what it took is past its retention and stays deleted")
  }
}
