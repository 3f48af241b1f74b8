import ArgumentParser
import Communities
import Console
import JSONText
import RecipeCoding
import RecipeModel

/// Shows one proposal.
struct ProposalsShowCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one proposal, and what it would change.",
    discussion: """
      The difference is from what the recipe says now to what is proposed; of a decided proposal, \
      from what the recipe said when it was written. Lines with - go, lines with + come.

      JSON (levain.proposal/1): id, recipe, recipeTitle, proposedTitle, proposer, community, \
      status, createdAt, decidedAt, decidedBy, variant (what a rejected one became), baseChanged \
      (whether accepting it takes a confirmation), difference (lines, each with line: kept, \
      removed or added, and text), unshownChanges (whether they differ in what Markdown does not \
      show), body (what is proposed).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The proposal's id.")
  var id: String

  func run(in session: CommandSession) throws -> ProposalShown {
    ProposalShown(
      proposal: try session.communities().showProposal(ProposalID(id), as: actor.acting))
  }
}

/// One proposal with its difference.
struct ProposalShown: CommandResult {
  var proposal: ProposalDetails

  var schema: String { "proposal/1" }

  func writeMembers(to writer: inout JSONWriter) {
    proposal.summary.writeMembers(to: &writer)
    writer.member("decidedBy", proposal.decidedBy)
    writer.member("variant", proposal.variant)
    writer.member("baseChanged", proposal.baseHasChanged)
    proposal.difference.writeMembers(to: &writer)
    writer.key("body")
    proposal.body.write(to: &writer)
  }

  func show(on output: HumanOutput) {
    output.facts(facts)
    output.line("")
    for line in proposal.difference.text { output.line(line) }
    if proposal.baseHasChanged {
      output.note("the recipe has changed since it was written: accepting it takes --confirm")
    }
  }

  private var facts: [(name: String, value: String)] {
    let summary = proposal.summary
    var facts: [(name: String, value: String)] = [
      ("proposal", summary.id.text), ("recipe", summary.recipeTitle), ("id", summary.recipe.text),
      ("in", summary.community ?? "the catalogue of \(summary.proposer)"),
      ("by", summary.proposer), ("status", summary.status.rawValue),
      ("proposed", summary.createdAt.description),
    ]
    if let decidedAt = summary.decidedAt { facts.append(("decided", decidedAt.description)) }
    if let decidedBy = proposal.decidedBy { facts.append(("decided by", decidedBy)) }
    if let variant = proposal.variant { facts.append(("variant", variant.text)) }
    return facts
  }
}
