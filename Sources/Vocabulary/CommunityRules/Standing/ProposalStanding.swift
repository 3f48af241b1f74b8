public import RecipeModel

/// A proposed update of a recipe, as far as rules ask.
public struct ProposalStanding: Sendable, Equatable {
  public var id: ProposalID
  public var proposer: UserID
  /// The recipe that it would change; its life freezes the proposal (R20).
  public var recipe: RecipeStanding
  public var status: ProposalStatus

  public init(
    id: ProposalID, proposer: UserID, recipe: RecipeStanding, status: ProposalStatus = .pending
  ) {
    self.id = id
    self.proposer = proposer
    self.recipe = recipe
    self.status = status
  }
}
