public import RecipeModel

/// Tagging a recipe: a way of editing it, so its creator's to do (R10, R12).
public enum TagRecipe {
  public struct Request: Sendable, Equatable {
    public var adding: [TagName]
    public var removing: [TagName]

    public init(adding: [TagName] = [], removing: [TagName] = []) {
      self.adding = adding
      self.removing = removing
    }
  }

  /// What changes on the one recipe; the tags of its personal copy or original stay (R9).
  public struct Decision: Sendable, Equatable {
    public var recipe: RecipeID
    /// Tags to put on it, in the order asked, without repeats and without those it carries.
    ///
    /// The name first seen, in the store or else in the request, is the one that is shown.
    public var added: [TagName]
    /// Tags to take off it, in the order asked, without repeats and without those it lacks.
    public var removed: [FoldedName]
  }

  /// Decides on the tags of a recipe.
  ///
  /// A tag that is both added and removed ends up on the recipe. `carried` is what the recipe
  /// carries now; `known` the tags that the store has of those in the request, as it shows them.
  public static func decide(
    _ request: Request, on recipe: RecipeStanding, carried: Set<FoldedName>, known: [TagName],
    by actor: Actor
  ) throws(Refusal) -> Decision {
    let asked = "tag recipe \(recipe.id)"
    try RecipeAuthority.creator.require(over: recipe, for: actor, to: asked)
    try recipe.requireLiving(for: actor, to: asked)

    let firstSeen = Dictionary(
      (known + request.adding).map { ($0.folded, $0) }, uniquingKeysWith: { first, _ in first })
    var seen = carried
    let added = request.adding.filter { seen.insert($0.folded).inserted }
    var removable = carried.subtracting(request.adding.map(\.folded))
    let removed = request.removing.map(\.folded).filter { removable.remove($0) != nil }
    return Decision(
      recipe: recipe.id, added: added.map { firstSeen[$0.folded, default: $0] }, removed: removed)
  }
}
