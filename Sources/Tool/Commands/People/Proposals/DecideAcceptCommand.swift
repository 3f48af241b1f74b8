import ArgumentParser
import Communities
import CommunityRules
import RecipeModel

/// Accepts a proposal.
struct DecideAcceptCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Make the recipe, and your own copy of it, say what is proposed.",
    discussion: """
      What they said before is kept: `levain recipe revisions`. Tags and pictures stay. When the \
      recipe has changed since the proposal was written, nothing happens without --confirm: the \
      difference is shown instead, and the exit code is 1.

      JSON (levain.decision/1): id, outcome (accepted or needs_confirmation), personalCopy (that \
      of the creator), difference and unshownChanges (as in levain.proposal/1, to be confirmed).
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The proposal's id.")
  var id: String

  @Flag(help: "Accept it although the recipe has changed since it was written.")
  var confirm = false

  func run(in session: CommandSession) throws -> DecisionResult {
    DecisionResult(
      id: ProposalID(id),
      outcome: try session.communities().decideProposal(
        ProposalID(id), .accept, isConfirmed: confirm, as: actor.acting))
  }
}
