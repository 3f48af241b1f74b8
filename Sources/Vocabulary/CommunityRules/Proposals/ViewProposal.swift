import RecipeModel

/// Seeing a proposal: whoever sees its recipe; a rejected one its proposer and the creator (R7).
public enum ViewProposal {
  public static func decide(_ proposal: ProposalStanding, by actor: Actor) throws(Refusal) {
    let asked = "see proposal \(proposal.id)"
    try actor.requireLiving(to: asked)
    guard try Reach.decide(by: actor).contains(proposal.recipe) else {
      throw actor.refusal(.r7, asked, because: "only those who may see it can")
    }
    try proposal.recipe.requireLiving(for: actor, to: asked, called: "the recipe")
    if case .person(let person) = actor, proposal.status == .rejected,
      person.id != proposal.proposer, person.id != proposal.recipe.creator
    {
      throw actor.refusal(
        .r7, asked, because: "a rejection is for the proposer and the recipe's creator to see")
    }
  }
}
