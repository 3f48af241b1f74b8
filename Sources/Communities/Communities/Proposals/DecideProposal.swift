public import CommunityRules
import RecipeCoding
public import RecipeModel
import Store

/// What came of deciding on a proposal.
public enum ProposalOutcome: Sendable, Equatable {
  /// The recipe says what was proposed, and so does the creator's own copy, where it lives.
  case accepted(personalCopy: RecipeID?)
  /// What was proposed is a variant beside the recipe.
  case rejected(variant: RecipeID)
  /// Nothing changed: the recipe has changed since the proposal was written. The difference is
  /// what accepting would change in what the recipe says now.
  case needsConfirmation(ProposalDifference)
}

extension CommunityActions {
  /// Accepts or rejects a proposal, once; the recipe's creator's to do, while a member (R12, R13).
  ///
  /// `isConfirmed` accepts although the recipe has changed since the proposal was written.
  public func decideProposal(
    _ id: ProposalID, _ verdict: DecideProposal.Verdict, isConfirmed: Bool = false,
    as acting: ActingAs
  ) throws -> ProposalOutcome {
    try change(as: acting) { try $0.decideProposal(id, verdict, isConfirmed: isConfirmed) }
  }
}

extension Change {
  /// Decides on a proposal; a given id is for a variant that has one already.
  func decideProposal(
    _ id: ProposalID, _ verdict: DecideProposal.Verdict, isConfirmed: Bool = false,
    variant given: RecipeID? = nil
  ) throws -> ProposalOutcome {
    let proposal = try standings.proposal(id, for: asker)
    let decision = try DecideProposal.decide(
      verdict, on: proposal.standing, baseHasChanged: proposal.baseHasChanged,
      isConfirmed: isConfirmed, by: asker.actor)
    guard let decider = asker.key else {
      preconditionFailure("the rule lets only users decide")
    }
    switch decision {
    case .needsConfirmation:
      return .needsConfirmation(
        ProposalDifference(
          from: try transaction.body(proposal.recipe.stored.body),
          to: try transaction.body(proposal.stored.body)))
    case .accepted:
      return .accepted(personalCopy: try accept(proposal, by: decider))
    case .rejected:
      let variant = given ?? proposal.stored.variantID
      try reject(proposal, as: variant, by: decider)
      return .rejected(variant: variant)
    }
  }

  /// Gives the recipe and its creator's living personal copy the proposed body (R12).
  private func accept(_ proposal: LoadedProposal, by decider: UserKey) throws -> RecipeID? {
    let recipe = proposal.recipe.stored
    let copy = try transaction.personalCopy(of: recipe.key, ownedBy: recipe.creator)
    for target in [recipe, copy].compactMap({ $0 }) where target.body != proposal.stored.body {
      let revision = NameBasedID.make(["revision", proposal.stored.id.text, target.id.text])
      try transaction.replaceBody(
        of: target.key, saying: target.body, with: proposal.stored.body,
        by: .proposal(proposal.stored.key), revision: RecipeRevisionID(revision), at: now)
    }
    try transaction.accept(proposal.stored, by: decider, at: now)
    try tell(
      .proposalAccepted, about: proposal.proposer.key, in: recipe.community, recipe: recipe.key)
    try audit(
      .acceptProposal, .proposal(proposal.stored.id), in: recipe.community,
      [JSONMember("recipe", id: recipe.id)]
        + (copy.map { [JSONMember("copy", id: $0.id)] } ?? []))
    return copy?.id
  }

  /// Makes a variant of what was proposed; the recipe and its creator's copy stay as they are (R12).
  private func reject(
    _ proposal: LoadedProposal, as id: RecipeID, by decider: UserKey
  ) throws {
    let recipe = proposal.recipe.stored
    let variant = try transaction.makeVariant(
      of: proposal.stored, as: id, decidedBy: decider, at: now)
    try tell(
      .proposalRejected, about: proposal.proposer.key, in: recipe.community, recipe: recipe.key)
    try tell(ofVariant: variant, of: proposal.stored)
    try audit(
      .rejectProposal, .proposal(proposal.stored.id), in: recipe.community,
      [JSONMember("recipe", id: recipe.id), JSONMember("variant", id: id)])
  }
}
