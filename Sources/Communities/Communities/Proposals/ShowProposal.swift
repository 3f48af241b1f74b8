import CommunityRules
public import RecipeModel
import Store

/// A proposal as it is shown alone.
public struct ProposalDetails: Sendable, Equatable {
  public var summary: ProposalSummary
  /// The username of who decided; nil while it is pending, and when nobody could (R14).
  public var decidedBy: String?
  /// What a rejected one became; nil when that was deleted.
  public var variant: RecipeID?
  /// Whether accepting it asks for a confirmation, because the recipe has changed since.
  public var baseHasChanged: Bool
  /// What accepting a pending one would change in what the recipe says now; of a decided one, how
  /// it differs from what the recipe said when it was written.
  public var difference: ProposalDifference
  /// What it proposes.
  public var body: RecipeBody
}

extension CommunityActions {
  /// One proposal, for those who may see it (R7).
  public func showProposal(_ id: ProposalID, as acting: ActingAs) throws -> ProposalDetails {
    try look(as: acting) { standings, asker in
      let proposal = try standings.proposal(id, for: asker)
      try ViewProposal.decide(proposal.standing, by: asker.actor)
      return try standings.details(of: proposal)
    }
  }
}

extension Standings {
  fileprivate func details(of proposal: LoadedProposal) throws -> ProposalDetails {
    let (stored, recipe) = (proposal.stored, proposal.recipe.stored)
    let isPending = stored.status == .pending
    let body = try transaction.body(stored.body)
    let variant = try stored.variant.flatMap { try transaction.recipe($0) }
    return ProposalDetails(
      summary: ProposalSummary(
        id: stored.id, recipe: recipe.id,
        recipeTitle: try transaction.body(recipe.body).title, proposedTitle: body.title,
        proposer: proposal.proposer.username,
        community: proposal.recipe.place.community?.slug, status: stored.status,
        createdAt: stored.createdAt, decidedAt: stored.decidedAt),
      decidedBy: try stored.decidedBy.flatMap { try transaction.user($0)?.username },
      variant: variant?.deletion == nil ? variant?.id : nil,
      baseHasChanged: isPending && proposal.baseHasChanged,
      difference: ProposalDifference(
        from: try transaction.body(isPending ? recipe.body : stored.base), to: body),
      body: body)
  }
}
