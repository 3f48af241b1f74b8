import RecipeModel

/// Merging a recipe into another of its place: deleting it (R20), and keeping its tags where who
/// merges may tag the other (R10, R12).
public enum MergeRecipe {
  public struct Decision: Sendable, Equatable {
    /// Whether the tags go to the recipe that stays.
    public var keepsTags: Bool
  }

  public static func decide(
    _ recipe: RecipeStanding, into other: RecipeStanding, by actor: Actor
  ) throws(Refusal) -> Decision {
    let asked = "merge recipe \(recipe.id) into \(other.id)"
    try RecipeAuthority.creatorOrAdmin.require(over: recipe, for: actor, to: asked)
    try RecipeAuthority.member.require(over: other, for: actor, to: asked)
    try recipe.requireTwo(with: other, for: actor, to: asked)
    do throws(Refusal) {
      try RecipeAuthority.creator.require(over: other, for: actor, to: asked)
      return Decision(keepsTags: true)
    } catch {
      return Decision(keepsTags: false)
    }
  }
}

/// Saying that two recipes are two dishes, however alike they are: the creator's of either to do,
/// or an admin's (R20), since both decide what becomes of them.
public enum DismissDuplicate {
  public static func decide(
    _ first: RecipeStanding, _ second: RecipeStanding, by actor: Actor
  ) throws(Refusal) {
    let asked = "dismiss \(first.id) and \(second.id) as duplicates"
    do throws(Refusal) {
      try RecipeAuthority.creatorOrAdmin.require(over: first, for: actor, to: asked)
      try RecipeAuthority.member.require(over: second, for: actor, to: asked)
    } catch {
      try RecipeAuthority.creatorOrAdmin.require(over: second, for: actor, to: asked)
      try RecipeAuthority.member.require(over: first, for: actor, to: asked)
    }
    try first.requireTwo(with: second, for: actor, to: asked)
  }
}

extension RecipeStanding {
  /// Refuses unless these are two living recipes of one community, or of one catalogue.
  fileprivate func requireTwo(
    with other: RecipeStanding, for actor: Actor, to asked: String
  ) throws(Refusal) {
    try requireLiving(for: actor, to: asked, called: "\(id)")
    try other.requireLiving(for: actor, to: asked, called: "\(other.id)")
    guard id != other.id else {
      throw actor.refusal(.r20, asked, because: "they are one recipe", instead: "name two recipes")
    }
    guard isBeside(other) else {
      throw actor.refusal(
        .r20, asked, because: "they are in two places",
        instead: "name two recipes of one community or catalogue")
    }
  }

  private func isBeside(_ other: RecipeStanding) -> Bool {
    switch (place, other.place) {
    case (.community(let one), .community(let another)): one.id == another.id
    case (.catalogue, .catalogue): creator == other.creator
    default: false
    }
  }
}
