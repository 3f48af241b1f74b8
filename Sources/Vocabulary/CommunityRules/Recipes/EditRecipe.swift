public import RecipeModel

/// Editing a recipe: its creator's to do, while a member (R7a).
public enum EditRecipe {
  /// The one recipe to change; its personal copy or its original stays as it is (R9).
  public struct Decision: Sendable, Equatable {
    public var recipe: RecipeID
  }

  public static func decide(_ recipe: RecipeStanding, by actor: Actor) throws(Refusal) -> Decision {
    let asked = "edit recipe \(recipe.id)"
    try RecipeAuthority.creator.require(over: recipe, for: actor, to: asked)
    try recipe.requireLiving(for: actor, to: asked)
    return Decision(recipe: recipe.id)
  }
}
