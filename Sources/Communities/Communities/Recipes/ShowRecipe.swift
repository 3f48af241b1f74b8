import CommunityRules
public import RecipeModel
import Store

extension CommunityActions {
  /// One recipe, for those who may see it (R7); a deleted one only if asked for (R20).
  public func showRecipe(
    _ id: RecipeID, includingDeleted: Bool = false, as acting: ActingAs
  ) throws -> RecipeDetails {
    try look(as: acting) { standings, asker in
      let recipe = try standings.recipe(id, for: asker)
      try ViewRecipe.decide(
        recipe.standing, includingDeleted: includingDeleted, by: asker.actor)
      let transaction = standings.transaction
      return RecipeDetails(
        id: id, body: try transaction.body(recipe.stored.body),
        tags: try transaction.tags(of: recipe.stored.key).map(\.name),
        imageURL: recipe.stored.imageURL, creator: recipe.creator.username,
        community: recipe.place.community?.slug,
        origin: try recipe.stored.origin.map { try standings.details(of: $0, for: asker) },
        createdAt: recipe.stored.createdAt, updatedAt: recipe.stored.updatedAt,
        deletedAt: recipe.stored.deletion?.at)
    }
  }
}

extension Standings {
  fileprivate func details(
    of origin: RecipeOrigin, for asker: Asker
  ) throws -> RecipeOriginDetails {
    var details = RecipeOriginDetails(kind: origin.kind)
    if let stored = try transaction.recipe(origin.recipe) {
      let recipe = try load(stored)
      let isVisible = try asker.sees(recipe)
      let lives = stored.deletion == nil && recipe.place.community?.deletion == nil
      if isVisible && lives { details.recipe = stored.id }
    }
    if case .share(_, let community, _, let at) = origin {
      details.sharedFrom = try transaction.community(community)?.name
      details.sharedAt = at
    }
    return details
  }
}
