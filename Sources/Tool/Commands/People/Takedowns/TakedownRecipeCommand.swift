import ArgumentParser
import Communities
import CommunityRules
import Console
import JSONText
import RecipeModel

/// Takes a recipe down.
struct TakedownRecipeCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipe",
    abstract: "Take a recipe down, as the operator or an admin of its community.",
    discussion: """
      It is deleted, and its content is not stored again: not by an import, not by hand; in the \
      community of the admin, or everywhere when the operator takes it down.

      EXAMPLES:
        levain takedown RECIPE --reason "asked for by its author"
        levain takedown RECIPE --reason "wrong temperature" --with-copies --as ada@example.org

      JSON (levain.takedown/1): recipe, recipes (how many were taken down), elsewhere (how many \
      copies and forks stay), community (where it is in force; not for everywhere).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var id: String

  @Option(help: "Why; shown to the operator and to admins.")
  var reason: String

  @Flag(help: "Take down the copies and forks made from it too.")
  var withCopies = false

  func run(in session: CommandSession) throws -> TakedownResult {
    let reason = try TakedownReason(reason)
    return TakedownResult(
      outcome: try session.communities().takeDown(
        RecipeID(id), reason: reason, withCopies: withCopies, as: actor.acting))
  }
}

/// What was taken down.
struct TakedownResult: CommandResult {
  var outcome: TakedownOutcome

  var schema: String { "takedown/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("recipe", outcome.recipe)
    writer.member("recipes", outcome.recipes)
    writer.member("elsewhere", outcome.elsewhere)
    writer.member("community", outcome.community)
  }

  func show(on output: HumanOutput) {
    let place = outcome.community.map { "in \($0)" } ?? "everywhere"
    output.note("took down \(Figures.count(outcome.recipes, "recipe", "recipes")) \(place)")
    if outcome.elsewhere > 0 {
      output.note("\(outcome.elsewhere) more elsewhere: ask the operator")
    }
  }
}
