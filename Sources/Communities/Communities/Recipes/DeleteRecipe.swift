import CommunityRules
public import RecipeModel
import Store

extension CommunityActions {
  /// Deletes one recipe, and nothing else (R9); its creator, an admin or the operator may (R20).
  public func deleteRecipe(_ id: RecipeID, as acting: ActingAs) throws {
    try change(as: acting) { try $0.deleteRecipe(id) }
  }
}

extension Change {
  /// Deletes a recipe; `kept` is the one that it was merged into.
  func deleteRecipe(_ id: RecipeID, mergedInto kept: RecipeID? = nil) throws {
    let recipe = try standings.recipe(id, changedBy: asker)
    let key = try transaction.nextDeletionKey()
    let deletion = try DeleteRecipe.decide(
      recipe.standing, as: DeletionID(key), by: asker.actor, at: now)
    try transaction.insertDeletion(
      key, .recipe, by: asker.key, at: deletion.at)
    try transaction.markDeleted(
      recipe.stored.key, by: DeletionMark(deletion, key: key))
    try audit(
      .deleteRecipe, .recipe(id), in: recipe.stored.community,
      kept.map { [JSONMember("mergedInto", id: $0)] } ?? [])
  }
}
