public import RecipeModel

/// Deleting a recipe: its creator or an admin, a recipe in a catalogue its owner (R20).
public enum DeleteRecipe {
  /// Decides on a deletion, which takes that recipe and nothing else (R9).
  public static func decide(
    _ recipe: RecipeStanding, as id: DeletionID, by actor: Actor, at now: Instant
  ) throws(Refusal) -> Deletion {
    let asked = "delete recipe \(recipe.id)"
    try RecipeAuthority.creatorOrAdmin.require(over: recipe, for: actor, to: asked)
    try recipe.requireLiving(for: actor, to: asked)
    return Deletion(id, of: .recipe(recipe.id), at: now)
  }
}
