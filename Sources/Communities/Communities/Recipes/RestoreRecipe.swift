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
    let restoration = try standings.restoration(
      of: recipe, retention: try standings.retention(), by: asker, at: now)
    if try standings.isTakenDown(recipe) {
      return try lift(restoration, of: recipe)
    }
    try requireNotTakenDown(recipe.stored.body, in: recipe.place, to: "restore recipe \(id)")
    _ = try transaction.undo(DeletionKey(restoration))
    try audit(.restoreRecipe, .recipe(id), in: recipe.stored.community)
    if let community = recipe.place.community {
      try settleOrphans(of: recipe.creator, in: community)
    }
  }
}

extension Standings {
  /// The undoing of what took a recipe, by whoever asks: its deletion's, or its takedown's.
  func restoration(
    of recipe: LoadedRecipe, retention: Retention, by asker: Asker, at now: Instant
  ) throws -> Restoration {
    guard try isTakenDown(recipe) else {
      return try RestoreRecipe.decide(
        recipe.standing, retention: retention, by: asker.actor, at: now)
    }
    return try LiftTakedown.restore(
      recipe.standing, takenDownIn: try takedownScope(of: recipe), retention: retention,
      by: asker.actor, at: now)
  }
}
