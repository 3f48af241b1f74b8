import RecipeModel

/// Proposing an update of a community recipe: any member of its community may (R11).
public enum ProposeUpdate {
  /// What is so, as the store knows it.
  public struct State: Sendable, Equatable {
    public var recipe: RecipeStanding
    /// The recipe's creator, with their role in its community.
    public var creator: PersonStanding
    /// Whether the recipe says already what is proposed.
    public var saysItAlready: Bool

    public init(recipe: RecipeStanding, creator: PersonStanding, saysItAlready: Bool = false) {
      self.recipe = recipe
      self.creator = creator
      self.saysItAlready = saysItAlready
    }
  }

  public enum Decision: Sendable, Equatable {
    /// It waits for the recipe's creator.
    case waits
    /// Nobody is there to decide on it, so it becomes a variant at once (R14).
    case becomesVariant
  }

  public static func decide(_ state: State, by actor: Actor) throws(Refusal) -> Decision {
    let asked = "propose an update of recipe \(state.recipe.id)"
    _ = try actor.requirePerson(
      to: asked, or: .r11, instead: "do it as a member of the recipe's community")
    try RecipeAuthority.member.require(over: state.recipe, for: actor, to: asked)
    guard case .community(let community) = state.recipe.place else {
      throw actor.refusal(
        .r11, asked, because: "it is in a catalogue", instead: "edit it, as its owner")
    }
    try state.recipe.requireLiving(for: actor, to: asked)
    guard !state.saysItAlready else {
      throw actor.refusal(.r11, asked, because: "the recipe says that already")
    }
    return OrphanedProposals.decide(state.creator, in: community) ? .becomesVariant : .waits
  }
}
