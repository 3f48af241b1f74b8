import CommunityRules
public import RecipeModel
import Store

extension CommunityActions {
  /// Gives a deleted recipe back, until its retention ends (R21); whoever may delete it may.
  ///
  /// Its pending proposals come back with it; if its creator has left meanwhile, they become
  /// variants (R14).
  public func restoreRecipe(_ id: RecipeID, as acting: ActingAs) throws {
    try change(as: acting) { change in
      let recipe = try change.standings.recipe(id)
      let restoration = try RestoreRecipe.decide(
        recipe.standing, retention: try change.standings.retention(), by: change.asker.actor,
        at: change.now)
      _ = try change.transaction.undo(DeletionKey(restoration))
      try change.audit(.restoreRecipe, .recipe(id), in: recipe.stored.community)
      if let community = recipe.place.community {
        try change.settleOrphans(of: recipe.creator, in: community)
      }
    }
  }
}
