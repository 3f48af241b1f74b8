import CommunityRules
public import RecipeModel
import Store

extension CommunityActions {
  /// Shares a community's recipe into another community, where it becomes a copy of its own (R17).
  ///
  /// What it says, its tags and its pictures come along; no personal copy is made. Gives the id of
  /// the fork, which from then on lives apart (R18).
  public func shareRecipe(
    _ id: RecipeID, into name: String, as acting: ActingAs
  ) throws -> RecipeID {
    try change(as: acting) { try $0.shareRecipe(id, into: name) }
  }
}

extension Change {
  /// Shares a recipe; a given id is for a fork that has one already.
  func shareRecipe(
    _ id: RecipeID, into name: String, fork given: RecipeID? = nil
  ) throws -> RecipeID {
    let recipe = try standings.recipe(id, changedBy: asker)
    let destination = try standings.community(named: name, for: asker)
    let share = try transaction.livingShare(of: recipe.stored.key, in: destination.key)
    _ = try ShareRecipe.decide(
      ShareRecipe.State(
        recipe: recipe.standing, destination: destination.standing, livingShare: share?.id),
      by: asker.actor)
    guard let sharer = asker.user, let source = recipe.place.community else {
      preconditionFailure("the rule lets only users share, and only what is in a community")
    }
    try requireNotTakenDown(
      recipe.stored.body, in: .community(destination), to: "share recipe \(id)")
    let fork = NewRecipe(
      id: given ?? freshID(), body: recipe.stored.body, creator: sharer.key,
      community: destination.key,
      origin: .share(of: recipe.stored.key, from: source.key, by: sharer.key, at: now),
      imageURL: recipe.stored.imageURL, createdAt: now)
    let key = try transaction.insert(fork)
    try transaction.copyTagsAndImages(of: recipe.stored.key, to: key, named: fork.id)
    try tell(.recipeShared, about: sharer.key, in: source.key, recipe: recipe.stored.key)
    try tell(.recipeShared, about: sharer.key, in: destination.key, recipe: key)
    try audit(
      .shareRecipe, .recipe(fork.id), in: destination.key,
      [JSONMember("origin", id: id), JSONMember("from", id: source.id)])
    return fork.id
  }
}
