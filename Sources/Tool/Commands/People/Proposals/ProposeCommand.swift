import ArgumentParser
import Communities
import JSONText
import RecipeModel

/// Proposes an update of a recipe.
struct ProposeCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: "Propose to change what a community recipe says, as any of its members.",
    discussion: """
      Each option replaces what it names and leaves the rest. The recipe's creator decides: \
      accepted, the recipe says it; rejected, it becomes a variant beside the recipe, which is \
      yours. Where the creator has left, it becomes a variant at once.

      EXAMPLES:
        levain propose ID --as ben@example.org --title "Rye Bread with Seeds"
        levain propose ID --as ben@example.org --from rye-bread.json

      JSON (levain.proposed/1): id (of the proposal), recipe, variant (what it became at once), \
      leftOut (what of the file was not taken: pictures, fields, tags), warnings (about the file: \
      each with code and field).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The recipe's id.")
  var recipe: String

  @OptionGroup var text: RecipeTextOptions

  func validate() throws {
    guard !text.isEmpty else {
      throw ValidationError(
        "Say what would change: --title, --summary, --yield, --ingredient, --step or --from.")
    }
  }

  func run(in session: CommandSession) throws -> ProposedResult {
    let record = try text.record()
    let proposed = try session.communities().proposeUpdate(
      of: RecipeID(recipe), as: actor.acting
    ) { body in
      if let record { body = record.body }
      text.apply(to: &body)
    }
    return ProposedResult(
      proposed: proposed, recipe: RecipeID(recipe),
      remarks: record.map { FileRemarks(on: $0, takesTagsAndPicture: false) })
  }
}

/// A proposal that was made.
struct ProposedResult: CommandResult {
  var proposed: ProposedUpdate
  var recipe: RecipeID
  /// Nil when no file was read.
  var remarks: FileRemarks?

  var schema: String { "proposed/1" }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("id", proposed.id)
    writer.member("recipe", recipe)
    writer.member("variant", proposed.variant)
    remarks?.writeMembers(to: &writer)
  }

  func show(on output: HumanOutput) {
    output.line(proposed.id.text)
    if let variant = proposed.variant {
      output.note("nobody is there to decide: it is the variant \(variant.text) now")
    } else {
      output.note("proposed; the recipe's creator decides")
    }
    remarks?.show(on: output)
  }
}
