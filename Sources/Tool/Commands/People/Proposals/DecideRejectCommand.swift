import ArgumentParser
import Communities
import CommunityRules
import RecipeModel

/// Rejects a proposal.
struct DecideRejectCommand: LevainCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Leave the recipe as it is; what is proposed becomes the proposer's variant.",
    discussion: """
      The variant stands in the same community, with the recipe's tags and pictures: `levain \
      variants`.

      JSON (levain.decision/1): id, outcome (rejected), variant.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: "The proposal's id.")
  var id: String

  func run(in session: CommandSession) throws -> DecisionResult {
    DecisionResult(
      id: ProposalID(id),
      outcome: try session.communities().decideProposal(
        ProposalID(id), .reject, as: actor.acting))
  }
}
