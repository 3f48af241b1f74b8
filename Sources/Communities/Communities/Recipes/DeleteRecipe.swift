import CommunityRules
public import RecipeModel
import Store

extension CommunityActions {
  /// Deletes one recipe, and nothing else (R9); its creator, an admin or the operator may (R20).
  public func deleteRecipe(_ id: RecipeID, as acting: ActingAs) throws {
    try change(as: acting) { change in
      let recipe = try change.standings.recipe(id, changedBy: change.asker)
      let key = try change.transaction.nextDeletionKey()
      let deletion = try DeleteRecipe.decide(
        recipe.standing, as: DeletionID(key), by: change.asker.actor, at: change.now)
      try change.transaction.insertDeletion(
        key, .recipe, by: change.asker.key, at: deletion.at)
      try change.transaction.markDeleted(
        recipe.stored.key, by: DeletionMark(deletion, key: key))
      try change.audit(.deleteRecipe, .recipe(id), in: recipe.stored.community)
    }
  }
}
