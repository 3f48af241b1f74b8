import CommunityRules
import RecipeCoding
public import RecipeModel
import Store

/// A proposal that was made.
public struct ProposedUpdate: Sendable, Equatable {
  public var id: ProposalID
  /// What it became at once, because nobody is there to decide on it (R14); nil while it waits.
  public var variant: RecipeID?
}

extension CommunityActions {
  /// Proposes to change what a community recipe says; any member's to do (R11).
  ///
  /// It waits for the recipe's creator, who finds it in their list and their feed. Where the
  /// creator has left, it becomes a variant at once (R14).
  public func proposeUpdate(
    of recipe: RecipeID, as acting: ActingAs, _ edit: (inout RecipeBody) throws -> Void
  ) throws -> ProposedUpdate {
    try change(as: acting) { try $0.proposeUpdate(of: recipe, edit) }
  }
}

extension Change {
  /// Proposes an update; a given id is for a proposal that has one already.
  func proposeUpdate(
    of recipeID: RecipeID, as given: ProposalID? = nil,
    _ edit: (inout RecipeBody) throws -> Void
  ) throws -> ProposedUpdate {
    let recipe = try standings.recipe(recipeID, for: asker)
    var state = ProposeUpdate.State(
      recipe: recipe.standing,
      creator: try standings.person(recipe.creator, in: recipe.place.community))
    // Asked before the edit too, so that somebody who may not propose is told that and no more.
    _ = try ProposeUpdate.decide(state, by: asker.actor)
    let base = try transaction.digest(of: recipe.stored.body)
    let body = try code(try transaction.body(recipe.stored.body), edit)
    state.saysItAlready = body.digest == base
    let decision = try ProposeUpdate.decide(state, by: asker.actor)
    guard let proposer = asker.user else {
      preconditionFailure("the rule lets only users propose")
    }
    let stored = try transaction.storeBody(body)
    try requireNotTakenDown(stored, in: recipe.place, to: "propose an update of \(recipeID)")
    let id = given ?? freshID()
    _ = try transaction.insert(
      NewProposal(
        id: id, recipe: recipe.stored.key, proposer: proposer.key,
        body: stored, base: recipe.stored.body, createdAt: now))
    try tell(
      .variantProposed, about: proposer.key, in: recipe.stored.community, recipe: recipe.stored.key)
    try audit(
      .createProposal, .proposal(id), in: recipe.stored.community,
      [
        JSONMember("recipe", id: recipeID), JSONMember("body", digest: body.digest),
        JSONMember("base", digest: base),
      ])
    switch decision {
    case .waits: return ProposedUpdate(id: id, variant: nil)
    case .becomesVariant:
      guard let stored = try transaction.proposal(id) else {
        throw StoreFault(.inconsistent("the proposal just stored is not there"))
      }
      return ProposedUpdate(id: id, variant: try makeVariant(ofOrphan: stored))
    }
  }
}
