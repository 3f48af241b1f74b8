/// Seeing one recipe: within one's reach (R7), and deleted only when asked for (R20).
public enum ViewRecipe {
  public static func decide(
    _ recipe: RecipeStanding, includingDeleted: Bool = false, by actor: Actor
  ) throws(Refusal) {
    let asked = "see recipe \(recipe.id)"
    try actor.requireLiving(to: asked)
    guard try Reach.decide(by: actor).contains(recipe) else { throw .unseen(actor, asked) }
    if includingDeleted {
      // Who could restore it may look at it; no other member sees what is deleted.
      if case .person = actor, !recipe.life.isLiving {
        try RecipeAuthority.creatorOrAdmin.require(over: recipe, for: actor, to: asked)
      }
    } else {
      try recipe.requireLiving(for: actor, to: asked)
    }
  }
}
