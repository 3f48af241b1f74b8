public import RecipeModel

/// Restoring a recipe: whoever may delete it (R20), until its retention ends (R21).
public enum RestoreRecipe {
  public static func decide(
    _ recipe: RecipeStanding, retention: Retention, by actor: Actor, at now: Instant
  ) throws(Refusal) -> Restoration {
    let asked = "restore recipe \(recipe.id)"
    try RecipeAuthority.creatorOrAdmin.require(over: recipe, for: actor, to: asked)
    if case .community(let community) = recipe.place {
      // A recipe that its community's deletion took comes back with the community or not at all.
      try community.requireLiving(for: actor, to: asked)
    }
    let deletion = try recipe.life.requireRestorable(
      within: retention, at: now, for: actor, to: asked)
    return Restoration(of: deletion)
  }
}
