import RecipeModel

/// Deciding on a proposal: its recipe's creator alone, while a member, and once (R12, R13).
public enum DecideProposal {
  public enum Verdict: String, Sendable, CaseIterable {
    case accept
    case reject
  }

  public enum Decision: Sendable, Equatable {
    /// The recipe and its creator's living personal copy take what is proposed.
    case accepted
    /// What is proposed becomes a variant beside the recipe, created by the proposer.
    case rejected
    /// The recipe says something else than when the proposal was written: nothing changes until
    /// the creator, having seen the difference, confirms.
    case needsConfirmation
  }

  /// Decides on a verdict.
  ///
  /// `baseHasChanged` is whether the recipe was changed since the proposal was written, and not
  /// into what it proposes.
  public static func decide(
    _ verdict: Verdict, on proposal: ProposalStanding, baseHasChanged: Bool,
    isConfirmed: Bool = false, by actor: Actor
  ) throws(Refusal) -> Decision {
    let asked = "\(verdict.rawValue) proposal \(proposal.id)"
    let recipe = proposal.recipe
    _ = try actor.requirePerson(to: asked, or: .r12, instead: "do it as the recipe's creator")
    try RecipeAuthority.creator.require(
      over: recipe, for: actor, to: asked, whose: "the recipe's")
    try recipe.requireLiving(for: actor, to: asked, called: "the recipe")
    guard proposal.status == .pending else {
      throw actor.refusal(.r13, asked, because: "it is \(proposal.status.rawValue) already")
    }
    switch verdict {
    case .reject: return .rejected
    case .accept: return baseHasChanged && !isConfirmed ? .needsConfirmation : .accepted
    }
  }
}
