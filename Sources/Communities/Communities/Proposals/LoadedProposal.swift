import CommunityRules
import RecipeModel
import Store

/// A proposal with what rules and lists ask of it.
struct LoadedProposal {
  let stored: StoredProposal
  let proposer: StoredUser
  let recipe: LoadedRecipe

  var standing: ProposalStanding {
    ProposalStanding(
      id: stored.id, proposer: proposer.id, recipe: recipe.standing, status: stored.status)
  }

  /// Whether the recipe was changed since the proposal was written, and not into what it proposes.
  var baseHasChanged: Bool {
    recipe.stored.body != stored.base && recipe.stored.body != stored.body
  }
}

extension Standings {
  /// The proposal with an id, decided or not.
  ///
  /// Who may not see the recipe is told that there is no such proposal; a creator who left knows
  /// of those that were made before (R7a).
  func proposal(_ id: ProposalID, for asker: Asker) throws -> LoadedProposal {
    guard let stored = try transaction.proposal(id),
      let recipe = try transaction.recipe(stored.recipe)
    else { throw UnknownReference(.proposal, id.text) }
    let loaded = try load(recipe)
    guard
      try Reach.decide(by: asker.actor).contains(loaded.standing)
        || asker.knew(of: stored, to: loaded, in: transaction)
    else { throw UnknownReference(.proposal, id.text) }
    guard let proposer = try transaction.user(stored.proposer) else {
      throw StoreFault(.inconsistent("a proposal has no proposer"))
    }
    return LoadedProposal(stored: stored, proposer: proposer, recipe: loaded)
  }
}

extension Asker {
  /// Whether a proposal was made to their recipe before they left its community.
  fileprivate func knew(
    of proposal: StoredProposal, to recipe: LoadedRecipe, in transaction: ReadTransaction
  ) throws(StoreFault) -> Bool {
    guard let key, created(recipe), let community = recipe.stored.community,
      let departure = try transaction.lastDeparture(of: key, from: community)
    else { return false }
    return proposal.createdAt <= departure
  }
}
