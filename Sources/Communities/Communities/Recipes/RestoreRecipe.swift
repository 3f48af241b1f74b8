import CommunityRules
public import RecipeModel
import Store

extension CommunityActions {
  /// Gives a deleted recipe back, until its retention ends (R21); whoever may delete it may.
  ///
  /// Its pending proposals come back with it; if its creator has left meanwhile, they become
  /// variants (R14).
  public func restoreRecipe(_ id: RecipeID, as acting: ActingAs) throws {
    try change(as: acting) { try $0.restoreRecipe(id) }
  }
}

extension Change {
  func restoreRecipe(_ id: RecipeID) throws {
    let recipe = try standings.recipe(id, changedBy: asker)
    let restoration = try RestoreRecipe.decide(
      recipe.standing, retention: try standings.retention(), by: asker.actor,
      at: now)
    _ = try transaction.undo(DeletionKey(restoration))
    try audit(.restoreRecipe, .recipe(id), in: recipe.stored.community)
    if let community = recipe.place.community {
      try settleOrphans(of: recipe.creator, in: community)
    }
  }
}
